import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Logger } from "@nestjs/common";
import { serverFolder } from "../../server-folder.js";

/** Pages in the log from which on they are copied: four megabytes. */
const WORTH_COPYING = 1_000;
/** Pages that each commit writes, however little is in it: the ends of its tables and indexes. */
const PAGES_OF_COMMIT = 8;
/** It only copies pages. */
const ROOM = { maxYoungGenerationSizeMb: 1 };

/**
 * Copies what lies in the log into the database file (a checkpoint) on a thread of its own: on the one that answers, each
 * would keep everybody waiting until the file is on the disk. Whoever writes does it all the same where this thread
 * cannot keep up (`wal_autocheckpoint`), and nothing is lost where it fails: what is committed is in the log.
 */
export class Checkpoints {
  readonly #log = new Logger("database");
  #pages = 0;
  #thread: Worker | undefined;
  #copying = false;
  #closed = false;

  constructor(private readonly file: string) {}

  /** A commit with so many writes. How many pages they took is a guess: only how often a copy is made hangs on it. */
  committed(writes: number): void {
    this.#pages += PAGES_OF_COMMIT + writes;
    this.#copyIfWorth();
  }

  #copyIfWorth(): void {
    if (this.#pages >= WORTH_COPYING && !this.#copying && !this.#closed) this.#copy();
  }

  /** Resolves when all that was committed before is in the file, or the thread could not do it. */
  async copied(): Promise<void> {
    // A copy that is being made may have begun before.
    for (let made = 0; made < 2 && !this.#closed; made++) {
      const thread = this.#copying ? this.#thread : this.#copy();
      if (thread) await saidOrEnded(thread);
    }
  }

  #copy(): Worker {
    this.#pages = 0;
    this.#copying = true;
    this.#thread ??= this.#start();
    this.#thread.postMessage("checkpoint");
    return this.#thread;
  }

  /** Only what writes a lot has a thread for it. */
  #start(): Worker {
    const program = join(serverFolder, "dist/adapters/database/checkpoint-thread.js");
    const thread = new Worker(program, { workerData: this.file, name: "checkpoints", resourceLimits: ROOM });
    thread.unref();
    thread.on("message", () => {
      this.#copying = false;
      // What was written meanwhile may be followed by nothing for hours.
      this.#copyIfWorth();
    });
    thread.once("error", (error: unknown) => {
      this.#log.warn({ err: error, msg: "the log could not be copied into the database, and will be later" });
    });
    thread.once("exit", () => {
      this.#thread = undefined;
      this.#copying = false;
    });
    return thread;
  }

  /** Resolves when the thread has let go of the file. */
  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    if (!thread) return;
    const ended = new Promise((resolve) => thread.once("exit", resolve));
    thread.postMessage("stop");
    await ended;
  }
}

/** Listens no longer than it waits: the thread lives as long as the server. */
const saidOrEnded = (thread: Worker) =>
  new Promise<void>((resolve) => {
    const over = () => {
      thread.off("message", over).off("exit", over);
      resolve();
    };
    thread.on("message", over).on("exit", over);
  });
