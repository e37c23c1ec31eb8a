import type { LeelooEvent } from "@leeway/api";
import type { HttpAnswer, StepError } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { DATABASE } from "../config/settings.js";
import { Pump } from "./pump.js";

/** Marks what was sent on. */
export const FORWARDED = "x-leeway-forwarded";

/** What became of the last try. */
export interface ForwardResult {
  status?: number;
  error?: StepError;
}
interface DueForward {
  id: string;
  workspaceId: string;
  body: string;
  tries: number;
  url: string | null;
}

const AT_ONCE = 10;
const CALL_MS = 15_000;
/** Tries at 0, 2, 8, 26 s … the last about five hours after the event. */
const MOST_TRIES = 10;
const waitMs = (tries: number) => 2_000 * 3 ** (tries - 1);
const never = { requested: false, onRequest: () => () => {} };

/**
 * Sends events on to the address that had Leeloo's slot before. At least once: a crash between the answer and its note
 * sends again. Nothing waits for it.
 */
@Injectable()
export class ForwardService implements OnModuleDestroy {
  readonly #log = new Logger("forward");
  readonly #pump = new Pump(
    (now) => this.#round(now),
    (error) => this.#log.error({ err: error, msg: "fault while sending an event on" }),
  );

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly http: GuardedHttp,
  ) {}

  start(): void {
    this.#pump.start();
  }

  nudge(): void {
    this.#pump.nudge();
  }

  stop(): Promise<void> {
    return this.#pump.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  async #round(now: number): Promise<boolean> {
    const due = this.database.handle
      .prepare<[number, number], DueForward>(
        `SELECT e.id, e.workspace_id AS workspaceId, e.body, e.forward_tries AS tries, h.forward_to AS url
         FROM leeloo_events e LEFT JOIN leeloo_hubs h ON h.workspace_id = e.workspace_id
         WHERE e.forward_due_at IS NOT NULL AND e.forward_due_at <= ? ORDER BY e.forward_due_at, e.id LIMIT ?`,
      )
      .all(now, AT_ONCE);
    await Promise.all(due.map((event) => this.#send(event)));
    return due.length > 0;
  }

  async #send({ id, body, tries, url }: DueForward): Promise<void> {
    // Switched off while it waited.
    if (url === null) return this.#note(id, "off", tries, null, {});
    const answer = await this.http.send({
      method: "POST",
      url,
      headers: { "content-type": "application/json", [FORWARDED]: "1" },
      body,
      timeoutMs: CALL_MS,
      fresh: false,
      allowedHosts: undefined,
      cancellation: never,
      beforeWrite: () => true,
    });
    const done = tries + 1;
    const result = resultOf(answer);
    const sent = answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
    const state = sent ? "sent" : answer.kind === "refused" || done >= MOST_TRIES ? "failed" : "waiting";
    await this.#note(id, state, done, state === "waiting" ? Date.now() + waitMs(done) : null, result);
  }

  async #note(
    id: string,
    state: NonNullable<LeelooEvent["forward"]>["state"],
    tries: number,
    dueAt: number | null,
    result: ForwardResult,
  ): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          "UPDATE leeloo_events SET forward_state = ?, forward_tries = ?, forward_due_at = ?, forward_result = ? WHERE id = ?",
        )
        .run(state, tries, dueAt, JSON.stringify(result), id),
    );
  }
}

function resultOf(answer: HttpAnswer): ForwardResult {
  if (answer.kind !== "answered") return { error: answer.error };
  return { status: answer.status };
}
