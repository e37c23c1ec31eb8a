import { VirtualClock } from "@leeway/engine";
import { rateGateSuite } from "@leeway/engine/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../database/database.js";
import { SqliteRateGate } from "./sqlite-rate-gate.js";

rateGateSuite("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-gate-"));
  const file = join(folder, "a.db");
  const clock = new VirtualClock();
  const woken: string[] = [];
  const uptime = { boot: "virtual", ms: () => clock.monotonic() };
  let database = await openDatabase(file);
  const open = () => new SqliteRateGate(database, clock, (runId) => woken.push(runId), { uptime });
  let gate = open();
  return {
    gate: () => gate,
    woken,
    advance: async (ms) => {
      await clock.run(ms);
      await database.queue.drain();
    },
    step: (ms) => clock.step(ms),
    now: () => clock.now(),
    restart: async () => {
      gate.close();
      await database.close();
      database = await openDatabase(file);
      gate = open();
    },
    close: async () => {
      gate.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
