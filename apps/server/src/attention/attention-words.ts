import { sayHttpProblem, type AttentionWord, type ResolveAttention, type ResolvedAttention } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import { Problem } from "../problems/problem.js";
import { RunsService } from "../runs/runs.service.js";
import { WaitAnswers } from "../runs/wait-answers.js";

/** Said at once: their writes share a commit. */
const AT_ONCE = 20;

type Entry = ResolveAttention["entries"][number];

/** What people say to several steps that wait for them. */
@Injectable()
export class AttentionWords {
  constructor(
    private readonly runs: RunsService,
    private readonly answers: WaitAnswers,
  ) {}

  /** Says it to each; who cannot hear it any more is told, and keeps none of the others from it. */
  async say(user: WorkspaceUser, { entries, as }: ResolveAttention, locale: Locale): Promise<ResolvedAttention> {
    const items: ResolvedAttention["items"] = [];
    for (let from = 0; from < entries.length; from += AT_ONCE)
      items.push(
        ...(await Promise.all(entries.slice(from, from + AT_ONCE).map((one) => this.#one(user, one, as, locale)))),
      );
    return { items };
  }

  async #one(user: WorkspaceUser, { runId, key }: Entry, as: AttentionWord, locale: Locale) {
    try {
      await this.#sayTo(user, { runId, key }, as);
      return { runId, key };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, status, values } = error;
      return { runId, key, error: { code, status, ...sayHttpProblem(code, values, locale) } };
    }
  }

  #sayTo({ workspaceId, userId }: WorkspaceUser, { runId, key }: Entry, as: AttentionWord): Promise<void> {
    return as === "approve" || as === "reject"
      ? this.answers.approve(workspaceId, runId, key, { approved: as === "approve" }, userId)
      : this.runs.resolve(workspaceId, runId, key, { as }, userId);
  }
}
