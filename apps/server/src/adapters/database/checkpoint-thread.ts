import { parentPort, workerData } from "node:worker_threads";
import BetterSqlite3 from "better-sqlite3";

const db = new BetterSqlite3(workerData as string, { fileMustExist: true });
parentPort?.on("message", (wish: "checkpoint" | "stop") => {
  if (wish === "checkpoint") {
    // Passive: it waits for nobody, and nobody for it; what is written meanwhile is left for the next time.
    db.pragma("wal_checkpoint(PASSIVE)");
    return parentPort?.postMessage("done");
  }
  db.close();
  parentPort?.close();
});
