import { pickLocale, type Poll as PollDto } from "@leeway/api";
import type { Clock, Locale } from "@leeway/engine";
import { Controller, Get, Headers, HttpCode, Inject, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { CLOCK } from "../adapters/engine.tokens.js";
import { Problem } from "../problems/problem.js";
import { toError } from "../runs/run-telling.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { Poller } from "./poller.service.js";
import { PollsStore, type Poll } from "./polls.store.js";

const iso = (at: number | null | undefined) =>
  at === null || at === undefined ? null : new Date(Math.max(0, at)).toISOString();

/** Triggers that look in Leeloo by themselves, as people see them. */
@Controller("api/v1/workflows/:id/polls")
export class PollsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly polls: PollsStore,
    private readonly poller: Poller,
    private readonly nodes: DocumentNodes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  list(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): { items: PollDto[] } {
    this.workflows.get(who.workspaceId, id);
    const locale = pickLocale(language);
    return { items: this.polls.of(id).map((poll) => this.#told(poll, locale)) };
  }

  @Post(":nodeId/pause")
  @HttpCode(200)
  pause(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ) {
    return this.#change("pause", who, { id, nodeId }, language);
  }

  @Post(":nodeId/resume")
  @HttpCode(200)
  resume(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ) {
    return this.#change("resume", who, { id, nodeId }, language);
  }

  /** Does not wait for what comes of it. */
  @Post(":nodeId/look")
  @HttpCode(200)
  look(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ) {
    return this.#change("lookNow", who, { id, nodeId }, language);
  }

  async #change(
    verb: "pause" | "resume" | "lookNow",
    who: WorkspaceUser,
    { id, nodeId }: { id: string; nodeId: string },
    language: string | undefined,
  ): Promise<{ items: PollDto[] }> {
    this.workflows.get(who.workspaceId, id);
    if (!(await this.polls[verb]({ workflowId: id, nodeId }, this.clock.now()))) throw new Problem("notFound");
    return this.list(who, id, language);
  }

  #told(poll: Poll, locale: Locale): PollDto {
    const { nodeId, lastError, documentId, found, requests, cut, mark } = poll;
    const words = this.nodes.words(locale)(documentId ?? "");
    return {
      nodeId,
      paused: poll.pausedAt !== null,
      nextAt: iso(poll.dueAt),
      looking: this.poller.isLooking(poll),
      lastAt: iso(poll.lastAt),
      lastError: lastError && toError({ ...lastError, nodeId }, locale, words),
      found,
      requests,
      cut,
      since: iso(mark?.since),
      afreshAt: iso(poll.afreshAt),
    };
  }
}
