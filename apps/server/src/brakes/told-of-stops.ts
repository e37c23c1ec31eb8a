import { setTimeout as pause } from "node:timers/promises";
import type { LocalBrakes, Wakeups } from "@leeway/engine";
import { Inject, Injectable, Logger } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { BRAKES, WAKEUPS } from "../adapters/engine.tokens.js";
import { DATABASE } from "../config/settings.js";
import { runsWaitingForTokens } from "./waiting-for-tokens.js";

/** So long until it is asked again whether there is room for more. */
const AGAIN_MS = 20;

/** What was stopped: a workflow, or the whole workspace. */
export interface Stopped {
  workspaceId: string;
  workflowId?: string | undefined;
}

/**
 * Lets runs that wait for a token know that they were stopped, so that they say so and stand in no token's line. Nobody
 * waits for it: the brake holds from the first moment, and a million may wait. At a start it begins anew.
 */
@Injectable()
export class ToldOfStops {
  readonly #log = new Logger("brakes");
  /** By what was stopped: the newest that goes through its runs. */
  readonly #newest = new Map<string, symbol>();
  readonly #going = new Set<Promise<void>>();
  #ended = false;

  constructor(
    @Inject(BRAKES) private readonly brakes: LocalBrakes,
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(WAKEUPS) private readonly wakeups: Wakeups,
  ) {}

  /** A process that ended may have told only some. */
  start(): void {
    const kept = this.database.handle.prepare<[], { workspaceId: string; workflowId: string | null }>(
      "SELECT workspace_id AS workspaceId, workflow_id AS workflowId FROM brakes",
    );
    for (const { workspaceId, workflowId } of kept.all())
      this.tell({ workspaceId, ...(workflowId !== null && { workflowId }) });
  }

  /** What is left goes on at the next start. */
  async stop(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#going);
  }

  /** Until it goes on again, or is stopped anew. */
  tell(stopped: Stopped): void {
    const subject = stopped.workflowId ?? stopped.workspaceId;
    const turn = Symbol(subject);
    this.#newest.set(subject, turn);
    const going = this.#tell(stopped, () => this.#newest.get(subject) === turn)
      .catch((error: unknown) => this.#log.error({ err: error, msg: "stopped runs were not told" }))
      .finally(() => {
        this.#going.delete(going);
        if (this.#newest.get(subject) === turn) this.#newest.delete(subject);
      });
    this.#going.add(going);
  }

  async #tell({ workspaceId, workflowId }: Stopped, isNewest: () => boolean): Promise<void> {
    const scope = { id: "", workspaceId, workflowId: workflowId ?? "" };
    const goesOn = () => !this.#ended && isNewest() && this.brakes.on(scope);
    for await (const runId of runsWaitingForTokens(this.database.handle, { workspaceId, workflowId }, goesOn)) {
      // Of a million, those that nobody has looked at yet lie in the database, not in memory.
      while (this.wakeups.full && goesOn()) await pause(AGAIN_MS);
      if (!goesOn()) return;
      this.wakeups.nudge(runId, "waits");
    }
  }
}
