import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import BetterSqlite3 from "better-sqlite3";
import { paceOf } from "./pace.js";
import { RunIndexer } from "./run-indexer.js";
import { connected } from "./search-file.js";

/** What the thread is given: where the server's database and its index lie. */
export interface IndexThreadData {
  runs: string;
  index: string;
}

/** Deleted runs leave the index within this time. */
const SWEEP_EVERY_MS = 15 * 60_000;
const { runs: runsFile, index: indexFile } = workerData as IndexThreadData;
const runs = new BetterSqlite3(runsFile, { readonly: true, fileMustExist: true, timeout: 5_000 });
const index = connected(indexFile);
const indexer = new RunIndexer(runs, index);
const stopping = new AbortController();
parentPort?.once("message", () => stopping.abort());

/** What all other threads of the process have used of the processors, of one: measured while this one sleeps. */
async function sleep(ms: number): Promise<number> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  await pause(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (performance.now() - began);
}

async function work(): Promise<void> {
  let sweptTo: number | undefined = 0;
  let sweptAt = performance.now();
  for (let load = 1; !stopping.signal.aborted;) {
    const pace = paceOf(load);
    const found = indexer.next(pace.rows);
    if (found === 0 && sweptTo !== undefined) sweptTo = indexer.sweep(sweptTo);
    if (sweptTo === undefined && performance.now() - sweptAt > SWEEP_EVERY_MS) {
      sweptTo = 0;
      sweptAt = performance.now();
    }
    load = await sleep(found === 0 && sweptTo === undefined ? pace.idleMs : pace.pauseMs);
  }
}

await work();
runs.close();
index.close();
