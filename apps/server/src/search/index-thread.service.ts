import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { serverFolder } from "../server-folder.js";
import type { IndexThreadData } from "./index-thread.js";
import { SearchIndex } from "./search-index.js";

const AGAIN_AFTER_MS = 10_000;
const LONGEST_STOP_MS = 1_000;
const LOOK_EVERY_MS = 100;
/** What the thread makes is gone at once: with the usual room for it, 48 MB, the process held 30 MB more. */
const ROOM = { maxYoungGenerationSizeMb: 6 };

/**
 * Keeps the index of the logs in a thread of its own: long rows and merges of the index keep nobody waiting. It reads what
 * is committed, so nothing tells it of new runs, and nothing waits for it.
 */
@Injectable()
export class IndexThread implements OnModuleDestroy {
  readonly #log = new Logger("search");
  #thread: Worker | undefined;
  #again: NodeJS.Timeout | undefined;
  /** Not what it uses of the processors: on a machine that others keep busy as well it gets less, and needs it more. */
  readonly #load = new Float64Array(new SharedArrayBuffer(8)).fill(1);
  #looking: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Settles when the thread runs. */
  begun = Promise.resolve();

  constructor(private readonly index: SearchIndex) {}

  start(): void {
    const file = join(serverFolder, "dist/search/index-thread.js");
    const { runsFile: runs, file: index } = this.index;
    const load = this.#load.buffer;
    const workerData: IndexThreadData = { runs, index, load };
    this.#looking ??= this.#lookAtLoad();
    const thread = new Worker(file, { workerData, name: "search", resourceLimits: ROOM });
    this.#thread = thread;
    this.begun = new Promise((resolve) => thread.once("online", resolve).once("exit", () => resolve()));
    thread.once("error", (error: unknown) => {
      this.#log.error({ err: error, msg: "the index of the runs stopped, and begins again soon" });
      if (this.#stopped) return;
      if (isBroken(error)) this.index.makeAnew();
      this.#again = setTimeout(() => this.start(), AGAIN_AFTER_MS).unref();
    });
  }

  #lookAtLoad(): NodeJS.Timeout {
    let last = performance.eventLoopUtilization();
    const look = () => {
      const now = performance.eventLoopUtilization();
      this.#load[0] = performance.eventLoopUtilization(now, last).utilization;
      last = now;
    };
    return setInterval(look, LOOK_EVERY_MS).unref();
  }

  /** What is not indexed yet is at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#again);
    clearInterval(this.#looking);
    const thread = this.#thread;
    if (!thread || thread.threadId === -1) return;
    const ended = new Promise((resolve) => thread.once("exit", resolve));
    thread.postMessage("stop");
    const late = setTimeout(() => void thread.terminate(), LONGEST_STOP_MS);
    await ended;
    clearTimeout(late);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }
}

const isBroken = (error: unknown) => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
};
