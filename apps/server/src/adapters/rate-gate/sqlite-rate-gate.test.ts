import { afterEach, describe, expect, test } from "vitest";
import type { TicketRequest, Wake } from "@leeway/engine";
import { rateGateSuite, VirtualClock } from "@leeway/engine/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openMigrated } from "../database/testing/migrated.js";
import { holdWhatIsDoubtful } from "../../restored/hold.js";
import { systemClock } from "../system-clock.js";
import { SqliteRateGate } from "./sqlite-rate-gate.js";

rateGateSuite("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-gate-"));
  const file = join(folder, "a.db");
  const clock = new VirtualClock();
  const woken: string[] = [];
  const toldWhy: string[] = [];
  const wake: Wake = (runId, why) => void (why === "ticket" ? woken : toldWhy).push(runId);
  const uptime = { boot: "virtual", ms: () => clock.monotonic() };
  let database = await openMigrated(file);
  const open = () => new SqliteRateGate(database, clock, wake, { uptime });
  let gate = open();
  return {
    gate: () => gate,
    woken,
    toldWhy,
    advance: async (ms) => {
      await clock.run(ms);
      await database.queue.drain();
    },
    step: (ms) => clock.step(ms),
    now: () => clock.now(),
    restart: async () => {
      gate.close();
      await database.close();
      database = await openMigrated(file);
      gate = open();
    },
    close: async () => {
      gate.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A database file with a clock that goes on over restarts. */
function makeFile() {
  const folder = mkdtempSync(join(tmpdir(), "leeway-gate-"));
  folders.push(folder);
  const clock = new VirtualClock();
  const uptime = { boot: "virtual", ms: () => clock.monotonic() };
  const open = async () => {
    const database = await openMigrated(join(folder, "a.db"));
    const gate = new SqliteRateGate(database, clock, () => undefined, { uptime });
    return { database, gate, close: () => (gate.close(), database.close()) };
  };
  return { file: join(folder, "a.db"), clock, open };
}

const request = (runId: string): TicketRequest => ({
  pool: { key: "token", limit: 5 },
  lane: "normal",
  runId,
  stepKey: "send",
  callMs: 10_000,
});

describe("the pools in the database", () => {
  test("let no window hold more than the limit over restarts that drop what is in flight", async () => {
    const { clock, open } = makeFile();
    const sent: number[] = [];
    for (let restart = 0; restart < 12; restart++) {
      const { gate, close } = await open();
      for (let second = 0; second < 30; second++) {
        const taken = await gate.take(request(`run ${sent.length}`));
        if (taken.kind === "ticket") sent.push(clock.monotonic());
        // Some are answered, the others die with the process.
        if (taken.kind === "ticket" && sent.length % 2 === 1) gate.release(taken.ticket, "answered");
        await clock.run(1_000);
      }
      await close();
    }
    const fullest = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at <= from + 60_000).length));
    expect(fullest).toBe(5);
    // The dead ones come back as well: 60.25 s after 1 s, 10 s and 30 s.
    expect(sent.length).toBeGreaterThan(15);
  });

  test("bring along with the next write what a failed one did not keep of the pool", async () => {
    const { open } = makeFile();
    const first = await open();
    first.database.handle.exec(
      "CREATE TEMP TRIGGER no BEFORE INSERT ON main.rate_pools BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    // Not `toThrow`: the native module makes its errors in the realm of the first test file of the process.
    await expect(first.gate.take(request("a"))).rejects.toHaveProperty("message", "no");
    await expect(first.gate.pause(request("a").pool)).rejects.toHaveProperty("message", "no");
    first.database.handle.exec("DROP TRIGGER no");
    await first.gate.take(request("b"));
    await first.database.queue.drain();
    await first.close();
    const second = await open();
    expect(second.gate.meter("token")).toMatchObject({ paused: true, limit: 5, waiting: { normal: 1 } });
    await second.close();
  });

  test("are whole although the write that was to make them failed, beside one that did not", async () => {
    const { open } = makeFile();
    const first = await open();
    let failures = 1;
    first.database.handle.function("fails", () => (failures-- > 0 ? 1 : 0));
    first.database.handle.exec(
      "CREATE TEMP TRIGGER no BEFORE INSERT ON main.rate_tickets WHEN fails() BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    const [lost, kept] = await Promise.allSettled([first.gate.take(request("a")), first.gate.take(request("b"))]);
    expect([lost.status, kept.status]).toEqual(["rejected", "fulfilled"]);
    await first.close();
    const second = await open();
    const taken = await Promise.all(["c", "d", "e", "f", "g"].map((run) => second.gate.take(request(run))));
    expect(taken.filter(({ kind }) => kind === "ticket")).toHaveLength(4);
    await second.close();
  });

  test("of which a part is lost let a window pass", async () => {
    const { clock, open } = makeFile();
    const first = await open();
    for (const run of ["a", "b"]) await first.gate.take(request(run));
    await first.database.queue.write((db) => db.exec("DELETE FROM rate_tickets WHERE slot = 0"));
    await first.close();
    const second = await open();
    expect(await second.gate.take(request("c"))).toMatchObject({ kind: "wait", reason: "limit" });
    await clock.run(60_250);
    const taken = await Promise.all(["c", "d", "e", "f", "g"].map((run) => second.gate.take(request(run))));
    expect(taken.filter(({ kind }) => kind === "ticket")).toHaveLength(4);
    await second.close();
  });

  test("are written again after a failed write, with what is newest", async () => {
    const { open } = makeFile();
    const { database, gate, close } = await open();
    const held = () => database.handle.prepare("SELECT slot, held FROM rate_tickets ORDER BY slot").raw().all();
    const [a, b] = [await gate.take(request("a")), await gate.take(request("b"))];
    expect(held()).toEqual([
      [0, 1],
      [1, 1],
    ]);
    database.handle.exec(
      "CREATE TEMP TRIGGER no BEFORE INSERT ON main.rate_tickets BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    for (const one of [a, b]) if (one.kind === "ticket") gate.release(one.ticket, "unused");
    await database.queue.drain();
    expect(held()).toEqual([
      [0, 1],
      [1, 1],
    ]);
    database.handle.exec("DROP TRIGGER no");
    // Takes the first slot again: of that only the new reservation counts.
    await gate.take(request("c"));
    expect(held()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    await close();
  });

  test("go on at once after a restart by the clocks of this machine", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "leeway-gate-")), "a.db");
    folders.push(dirname(file));
    for (const run of ["a", "b", "c", "d", "e", "f"]) {
      const database = await openMigrated(file);
      const gate = new SqliteRateGate(database, systemClock, () => undefined);
      // The sixth finds five that may be in flight; none before it finds a clock step.
      expect((await gate.take(request(run))).kind).toBe(run === "f" ? "wait" : "ticket");
      gate.onModuleDestroy();
      await database.close();
    }
  });

  test("let a window pass where the database is a restored copy, once, also for tokens that are not in it", async () => {
    const { open } = makeFile();
    const first = await open();
    await first.gate.take(request("a"));
    const copied = makeFile();
    first.database.handle.prepare("VACUUM INTO ?").run(copied.file);
    await first.close();
    expect(first.database.restored).toBe(false);
    const restored = await copied.open();
    const other = { ...request("c"), pool: { key: "unseen", limit: 5 } };
    expect((await restored.gate.take(request("b"))).kind).toBe("wait");
    expect((await restored.gate.take(other)).kind).toBe("wait");
    await restored.database.queue.write(restored.database.takeOver);
    await copied.clock.run(60_250);
    expect((await restored.gate.take(other)).kind).toBe("ticket");
    await restored.close();
    const again = await copied.open();
    expect(again.database.restored).toBe(false);
    await again.close();
  });

  /** A copy of a database whose only pool has all its tickets. */
  async function copyOfWarm(): Promise<ReturnType<typeof makeFile>> {
    const first = await makeFile().open();
    const taken = await first.gate.take(request("a"));
    if (taken.kind === "ticket") first.gate.release(taken.ticket, "unused");
    await first.database.queue.drain();
    const copied = makeFile();
    first.database.handle.prepare("VACUUM INTO ?").run(copied.file);
    await first.close();
    return copied;
  }

  test("of a restored copy still let the window pass where another start comes in the middle of it", async () => {
    const copied = await copyOfWarm();
    const restored = await copied.open();
    await restored.database.queue.write(restored.database.takeOver);
    await restored.close();
    await copied.clock.run(30_000);
    const again = await copied.open();
    const other = { ...request("c"), pool: { key: "unseen", limit: 5 } };
    for (const one of [request("b"), other]) expect((await again.gate.take(one)).kind).toBe("wait");
    await copied.clock.run(30_250);
    for (const one of [request("b"), other]) expect((await again.gate.take(one)).kind).toBe("ticket");
    await again.close();
  });

  test("let it pass where the process ends right after the write that makes the copy the database", async () => {
    const copied = await copyOfWarm();
    const restored = await openMigrated(copied.file);
    await holdWhatIsDoubtful(restored, copied.clock.now(), null);
    await restored.close();
    await copied.clock.run(60_249);
    const again = await copied.open();
    const other = { ...request("c"), pool: { key: "unseen", limit: 5 } };
    expect(again.database.restored).toBe(false);
    for (const one of [request("b"), other]) expect((await again.gate.take(one)).kind).toBe("wait");
    await copied.clock.run(1);
    for (const one of [request("b"), other]) expect((await again.gate.take(one)).kind).toBe("ticket");
    await again.close();
  });

  test("wait no longer than after a loss where the clock was set back while nobody watched", async () => {
    const { file, clock } = makeFile();
    // The machine was started anew: nothing goes on by which the step could be measured.
    const open = async () => {
      const database = await openMigrated(file);
      return { database, gate: new SqliteRateGate(database, clock, () => undefined, {}) };
    };
    const first = await open();
    for (const run of ["a", "b", "c", "d", "e"]) {
      const taken = await first.gate.take(request(run));
      if (taken.kind === "ticket") first.gate.release(taken.ticket, "answered");
    }
    first.gate.close();
    await first.database.close();
    clock.step(-3_600_000);
    const { database, gate } = await open();
    expect((await gate.take(request("f"))).kind).toBe("wait");
    // And as long as a proxy may hold what was cut off: which of them were, a time of another scale does not tell.
    await clock.run(90_250);
    expect((await gate.take(request("f"))).kind).toBe("ticket");
    gate.close();
    await database.close();
  });

  test("are forgotten at a start that finds them like new", async () => {
    const { clock, open } = makeFile();
    const first = await open();
    const taken = await first.gate.take(request("a"));
    if (taken.kind === "ticket") first.gate.release(taken.ticket, "answered");
    await first.close();
    await clock.run(60_250);
    const second = await open();
    await second.database.queue.drain();
    const count = second.database.handle.prepare("SELECT count(*) FROM rate_tickets").pluck();
    expect(count.get()).toBe(0);
    await second.close();
  });
});
