import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { makePlan, type Bounds, type NewRun, type WorkflowDocument, type WorkspaceScope } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Logger } from "@nestjs/common";
import { serverFolder } from "../../server-folder.js";
import type { Respond } from "../answer.js";
import { wholeOf, type Said, type Sayings, type ThreadData, type Whole, type Wishes } from "./messages.js";
import { News } from "./news.js";

/** Runs that the thread may have at a time: as many more as it has said in time, from the fewest on after each delay. */
const FEWEST = 4;
const MOST = 200;
/**
 * A thread that was late has no room on this machine, hangs or is gone: it is left alone for so long, each time for twice as
 * long. Asked for more all the same, on four processors with twenty others at work, it halved what was answered.
 */
const SHORTEST_REST_MS = 500;
const LONGEST_REST_MS = 32_000;
/** Characters of a run: more are copied in the time in which they are computed. */
const LONGEST = 32_000;
/** Megabytes. */
const ROOM = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 };

export interface ForesightManner {
  /** What the thread runs. */
  program: string;
  /** With one alone nothing is taken. */
  processors: number;
  /** Whoever has heard nothing for so long computes himself. */
  lateMs: number;
  /** A thread that was asked for nothing for so long ends, and gives back its memory. */
  idleMs: number;
}
export const usualManner: ForesightManner = {
  program: join(serverFolder, "dist/bundle/foresight-thread.js"),
  processors: availableParallelism(),
  lateMs: 12,
  idleMs: 2_000,
};

/** A run to be foreseen. */
export interface Asked {
  run: NewRun;
  document: WorkflowDocument;
  scope: () => WorkspaceScope;
  /** What its caller wants to hear. */
  respond: Respond;
  /** Called once, without anything where the run is to be computed here. */
  done: (whole: Whole | undefined) => void;
}

/**
 * Computes new runs on a thread while this one reads and writes. Only runs that need nothing from outside and succeed at
 * once come whole from there; of every other one nothing counts. The thread stores nothing: what it does not say in time
 * is computed here as ever, and what it says later is not heard.
 */
export class Foresight {
  readonly #log = new Logger("foresight");
  #thread: Worker | undefined;
  #ready = false;
  #stopped: boolean;
  #restsUntil = 0;
  #restMs = SHORTEST_REST_MS;
  #room = FEWEST;
  #tickets = 0;
  /** What is waited for, by ticket, the oldest first. */
  readonly #out = new Map<number, { asked: Asked; at: number }>();
  #wishes: string[] = [];
  #late: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #sentAt = 0;
  readonly #news = new News();
  readonly #fit = new WeakMap<WorkflowDocument, boolean>();

  constructor(
    private readonly bounds: Bounds,
    private readonly manner: ForesightManner = usualManner,
  ) {
    this.#stopped = manner.processors < 2;
  }

  /** Takes a run, or leaves it to be computed here. What is taken is sent by `send`. */
  takes(asked: Asked): boolean {
    const { run, document, respond } = asked;
    if (this.#stopped || run.rehearsal || run.parent || run.taken || run.admission || !this.#fits(document))
      return false;
    const at = performance.now();
    if (at < this.#restsUntil || this.#out.size >= this.#room) return false;
    this.#thread ??= this.#start();
    if (!this.#ready) return false;
    const scope = asked.scope();
    const ticket = this.#tickets + 1;
    const wish = JSON.stringify({ ticket, run, respond });
    if (wish.length > LONGEST) return false;
    this.#tickets = ticket;
    this.#wishes.push(wish);
    this.#out.set(ticket, { asked, at });
    this.#news.add(run, document, scope);
    return true;
  }

  /** Sends what was taken, in one message. */
  send(): void {
    if (this.#wishes.length === 0) return;
    this.#thread?.postMessage({ ...this.#news.take(), wishes: `[${this.#wishes.join(",")}]` } satisfies Wishes);
    this.#wishes = [];
    this.#sentAt = performance.now();
    this.#idle ??= setTimeout(() => this.#endIdle(), this.manner.idleMs).unref();
    if (!this.#late) this.#watch(this.manner.lateMs);
  }

  /** Whether nothing but computing is in it, and no loop, which may take long; until the thread says otherwise. */
  #fits(document: WorkflowDocument): boolean {
    const known = this.#fit.get(document);
    if (known !== undefined) return known;
    const nodes = [...makePlan(document, catalogue).nodes.values()];
    const fits = nodes.every(
      ({ definition, trigger }) => trigger || (definition?.kind === "logic" && !definition.loop),
    );
    this.#fit.set(document, fits);
    return fits;
  }

  #start(): Worker {
    const workerData: ThreadData = { bounds: this.bounds };
    const thread = new Worker(this.manner.program, {
      workerData,
      name: "foresight",
      resourceLimits: ROOM,
      execArgv: [],
    });
    thread.unref();
    thread.on("message", (message: Sayings | "ready") => {
      if (message === "ready") this.#ready = true;
      else this.#hear(message);
    });
    thread.once("error", (error: unknown) => {
      this.#log.warn({ err: error, msg: "the thread that computes runs stopped, and begins again soon" });
    });
    thread.once("exit", () => {
      if (this.#thread === thread) this.#lose();
    });
    return thread;
  }

  #hear({ said, bytes }: Sayings): void {
    for (const one of JSON.parse(said) as Said[]) {
      const asked = this.#out.get(one.ticket)?.asked;
      if (!asked) continue;
      this.#out.delete(one.ticket);
      this.#restMs = SHORTEST_REST_MS;
      this.#room = Math.min(this.#room + 1, MOST);
      if (one.kind === "unfit") this.#fit.set(asked.document, false);
      asked.done(one.kind === "whole" ? wholeOf(one, bytes) : undefined);
    }
  }

  /** After what has arrived already: where this thread itself stood still, the other one is not late. */
  #watch(ms: number): void {
    this.#late = setTimeout(() => setImmediate(() => this.#takeBack()), ms);
  }

  #takeBack(): void {
    this.#late = undefined;
    const now = performance.now();
    const late = [...this.#out].filter(([, { at }]) => now - at >= this.manner.lateMs);
    if (late.length > 0) this.#rest();
    for (const [ticket, { asked }] of late) {
      this.#out.delete(ticket);
      asked.done(undefined);
    }
    const [oldest] = this.#out.values();
    if (oldest) this.#watch(oldest.at + this.manner.lateMs - now);
  }

  #endIdle(): void {
    const left = this.#out.size > 0 ? this.manner.idleMs : this.#sentAt + this.manner.idleMs - performance.now();
    this.#idle = left > 0 ? setTimeout(() => this.#endIdle(), left).unref() : undefined;
    if (this.#idle) return;
    const thread = this.#thread;
    this.#thread = undefined;
    this.#ready = false;
    this.#news.forget();
    void thread?.terminate();
  }

  #rest(): void {
    this.#restsUntil = performance.now() + this.#restMs;
    this.#restMs = Math.min(this.#restMs * 2, LONGEST_REST_MS);
    this.#room = FEWEST;
  }

  /** The thread is gone. */
  #lose(): void {
    this.#thread = undefined;
    this.#ready = false;
    this.#rest();
    this.#news.forget();
    clearTimeout(this.#late);
    this.#late = undefined;
    const lost = [...this.#out.values()];
    this.#out.clear();
    for (const { asked } of lost) asked.done(undefined);
  }

  /** From now on everything is computed here. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#idle);
    await this.#thread?.terminate();
    this.#lose();
  }
}
