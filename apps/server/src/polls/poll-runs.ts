import type { Clock, News, OpenSecret } from "@leeway/engine";
import { pollOutput, type PollSource } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import { newRunId } from "../runs/run-id.js";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { Settings } from "../config/settings.js";
import { WorkerService } from "../runs/worker.service.js";
import { PollsStore, type Poll } from "./polls.store.js";

interface Found {
  source: PollSource;
  secret: OpenSecret;
  news: News;
  /** It is of a period that somebody wants made up for: then also while the trigger is held. */
  past?: boolean;
}

/** Makes the runs of what triggers have found in Leeloo. */
@Injectable()
export class PollRuns {
  constructor(
    private readonly polls: PollsStore,
    private readonly worker: WorkerService,
    private readonly settings: Settings,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of the version that is live now. False where it is none, was paused, or looks for something else meanwhile. */
  async begin(poll: Poll, { source: { place }, secret, news: { entry, dedupeKey, previous }, past = false }: Found) {
    const live = this.polls.still(poll);
    const document = live?.documentId ? this.store.document(live.documentId) : undefined;
    if (!live?.documentId || live.version === null || !document || (live.pausedAt !== null && !past)) return false;
    const at = this.clock.now();
    const output = pollOutput(poll.params, place, entry, previous, at);
    const { baseUrl } = secret.data;
    await this.worker.begin(
      {
        id: newRunId(),
        workspaceId: poll.workspaceId,
        workflowId: poll.workflowId,
        documentId: live.documentId,
        version: live.version,
        trigger: poll.nodeId,
        payload: past ? { ...output, backfilled: true } : output,
        // Whatever the sandbox tells of is no fact: nobody real may hear of it.
        rehearsal: baseUrl !== undefined && baseUrl === this.settings.sandboxUrl,
        ...(past && { lane: "bulk" as const }),
        at,
        dedupeKey,
      },
      document,
    );
    return true;
  }
}
