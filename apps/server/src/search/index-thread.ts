import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import BetterSqlite3 from "better-sqlite3";
import { emptyLog } from "../adapters/database/traces.js";
import { paceOf } from "./pace.js";
import { RunIndexer } from "./run-indexer.js";
import { connected } from "./search-file.js";

/** What the thread is given: where the server's database and its index lie. */
export interface IndexThreadData {
  runs: string;
  index: string;
  /** One number: how busy the thread is that answers, from 0 to 1. */
  load: SharedArrayBuffer;
}

/** Deleted runs leave the index within this time. */
const SWEEP_EVERY_MS = 15 * 60_000;
const { runs: runsFile, index: indexFile, load } = workerData as IndexThreadData;
const busy = new Float64Array(load);
const runs = new BetterSqlite3(runsFile, { readonly: true, fileMustExist: true, timeout: 5_000 });
const index = connected(indexFile);
// Both go through their files from the beginning to the end. With better-sqlite3's usual 16 MB for each it takes as long to index 131,000
// rows the first time, 6.5 s, and the process holds 18 MB more.
runs.pragma("cache_size = -1000");
index.pragma("cache_size = -2000");
const indexer = new RunIndexer(runs, index);
const stopping = new AbortController();
parentPort?.once("message", () => stopping.abort());

function toForget(): Generator<void> | undefined {
  const erasedAt = indexer.erasedAt();
  return erasedAt === undefined ? undefined : indexer.forget(erasedAt);
}

async function work(): Promise<void> {
  let sweptTo: number | undefined = 0;
  let sweptAt = performance.now();
  let forgetting: Generator<void> | undefined;
  while (!stopping.signal.aborted) {
    const pace = paceOf(busy[0] ?? 1);
    const found = indexer.next(pace.rows);
    if (found === 0 && sweptTo !== undefined) sweptTo = indexer.sweep(sweptTo);
    if (sweptTo === undefined && performance.now() - sweptAt > SWEEP_EVERY_MS) {
      sweptTo = 0;
      sweptAt = performance.now();
    }
    if (found === 0) forgetting ??= toForget();
    if (found === 0 && forgetting?.next().done) {
      forgetting = undefined;
      await emptyLog(index);
    }
    const ms = found === 0 && sweptTo === undefined && !forgetting ? pace.idleMs : pace.pauseMs;
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

await work();
runs.close();
index.close();
