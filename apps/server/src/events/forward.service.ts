import type { LeelooEvent } from "@leeway/api";
import { CancelSwitch, type HttpAnswer, type StepError } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { DATABASE } from "../config/settings.js";
import { Pump } from "../runs/pump.js";

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

/** One address that does not answer must not keep the events of other workspaces waiting. */
const AT_ONCE_EACH = 2;
const AT_ONCE = 40;
const CALL_MS = 15_000;
/** So long a stop waits for answers that are on their way. */
const STOP_MS = 5_000;
/** Tries at 0, 2, 8, 26 s … the last about five hours after the event. */
const MOST_TRIES = 10;
const waitMs = (tries: number) => 2_000 * 3 ** (tries - 1);

/** What is to be written down of a try. */
interface Note {
  id: string;
  state: NonNullable<LeelooEvent["forward"]>["state"];
  tries: number;
  dueAt: number | null;
  result: ForwardResult;
}

/**
 * Sends events on to the address that had Leeloo's slot before. At least once: a crash between the answer and its note
 * sends again. Nothing waits for it, and no workspace for another.
 */
@Injectable()
export class ForwardService implements OnModuleDestroy {
  readonly #log = new Logger("forward");
  readonly #pump = new Pump((now) => this.#round(now), this.#surprise.bind(this));
  /** By event; each ends by itself and never rejects. */
  readonly #underWay = new Map<string, { workspaceId: string; end: Promise<void> }>();
  /** Of events that were sent and could not be written down: they are not sent again meanwhile. */
  readonly #unwritten = new Map<string, Note>();
  #stopping = new CancelSwitch();

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly http: GuardedHttp,
  ) {}

  start(): void {
    this.#stopping = new CancelSwitch();
    this.#pump.start();
  }

  nudge(): void {
    this.#pump.nudge();
  }

  /** What has no answer after a while is cut off, and sent again after the next start. */
  async stop(): Promise<void> {
    await this.#pump.stop();
    const ended = Promise.all([...this.#underWay.values()].map(({ end }) => end));
    const timer = setTimeout(() => this.#stopping.request(), STOP_MS);
    await ended;
    clearTimeout(timer);
    await this.#writeLeft().catch((error: unknown) => this.#surprise(error));
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Begins what may begin now and does not wait for it: whoever ends looks for more. */
  async #round(now: number): Promise<boolean> {
    await this.#writeLeft();
    const due = this.#due(now);
    for (const event of due) {
      this.#underWay.set(event.id, { workspaceId: event.workspaceId, end: this.#sendAndGoOn(event) });
    }
    return due.length > 0;
  }

  /** The oldest of each workspace, as many as it may have under way. */
  #due(now: number): DueForward[] {
    const taken = JSON.stringify([...this.#underWay.keys(), ...this.#unwritten.keys()]);
    const busy = new Map<string, number>();
    for (const { workspaceId } of this.#underWay.values()) busy.set(workspaceId, (busy.get(workspaceId) ?? 0) + 1);
    const first = this.database.handle
      .prepare<[number, string, number], DueForward>(
        `SELECT e.id, e.workspace_id AS workspaceId, e.body, e.forward_tries AS tries, h.forward_to AS url
         FROM (SELECT id, forward_due_at,
                 row_number() OVER (PARTITION BY workspace_id ORDER BY forward_due_at, id) AS place
               FROM leeloo_events
               WHERE forward_due_at IS NOT NULL AND forward_due_at <= ? AND id NOT IN (SELECT value FROM json_each(?))
                 AND workspace_id NOT IN (SELECT id FROM workspaces WHERE deleted_at IS NOT NULL)
              ) AS f JOIN leeloo_events e ON e.id = f.id
         LEFT JOIN leeloo_hubs h ON h.workspace_id = e.workspace_id
         WHERE f.place <= ? ORDER BY f.place, f.forward_due_at, e.id`,
      )
      .all(now, taken, AT_ONCE_EACH);
    const free = first.filter(({ workspaceId }) => {
      const count = (busy.get(workspaceId) ?? 0) + 1;
      busy.set(workspaceId, count);
      return count <= AT_ONCE_EACH;
    });
    return free.slice(0, Math.max(0, AT_ONCE - this.#underWay.size));
  }

  async #sendAndGoOn(event: DueForward): Promise<void> {
    try {
      await this.#send(event);
      this.#underWay.delete(event.id);
      this.#pump.nudge();
    } catch (error) {
      // The next sweep is soon enough to try a faulty database again.
      this.#underWay.delete(event.id);
      this.#surprise(error);
    }
  }

  async #send({ id, body, tries, url }: DueForward): Promise<void> {
    // Switched off while it waited.
    if (url === null) return this.#note({ id, state: "off", tries, dueAt: null, result: {} });
    const cancellation = this.#stopping;
    const answer = await this.http.send({
      method: "POST",
      url,
      headers: { "content-type": "application/json", [FORWARDED]: "1" },
      body,
      timeoutMs: CALL_MS,
      fresh: false,
      allowedHosts: undefined,
      cancellation,
      beforeWrite: () => true,
    });
    // Cut off by us: that is no try of theirs.
    if (cancellation.requested && answer.kind !== "answered") return;
    const done = tries + 1;
    const sent = answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
    const state = sent ? "sent" : answer.kind === "refused" || done >= MOST_TRIES ? "failed" : "waiting";
    const dueAt = state === "waiting" ? Date.now() + waitMs(done) : null;
    await this.#note({ id, state, tries: done, dueAt, result: resultOf(answer) });
  }

  async #note(note: Note): Promise<void> {
    this.#unwritten.set(note.id, note);
    await this.#write(note);
  }

  async #write({ id, state, tries, dueAt, result }: Note): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          "UPDATE leeloo_events SET forward_state = ?, forward_tries = ?, forward_due_at = ?, forward_result = ? WHERE id = ?",
        )
        .run(state, tries, dueAt, JSON.stringify(result), id),
    );
    this.#unwritten.delete(id);
  }

  /** What could not be written when it happened, e.g. while the disk was full; not what is being written just now. */
  async #writeLeft(): Promise<void> {
    for (const note of this.#unwritten.values()) if (!this.#underWay.has(note.id)) await this.#write(note);
  }

  #surprise(error: unknown): void {
    this.#log.error({ err: error, msg: "fault while sending an event on" });
  }
}

function resultOf(answer: HttpAnswer): ForwardResult {
  if (answer.kind !== "answered") return { error: answer.error };
  return { status: answer.status };
}
