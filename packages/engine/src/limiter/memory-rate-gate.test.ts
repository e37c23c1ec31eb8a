import { expect, test } from "vitest";
import { VirtualClock } from "../testing/virtual-clock.js";
import { rateGateSuite } from "../testing/rate-gate.suite.js";
import { PoolGate, type Wake } from "./gate.js";
import { MemoryPoolStore } from "./memory-rate-gate.js";

rateGateSuite("memory", () => {
  const clock = new VirtualClock();
  const store = new MemoryPoolStore();
  const woken: string[] = [];
  const toldWhy: string[] = [];
  const wake: Wake = (runId, why) => void (why === "ticket" ? woken : toldWhy).push(runId);
  const open = () =>
    new PoolGate(store, clock, wake, {
      uptime: { boot: "virtual", ms: () => clock.monotonic() },
    });
  let gate = open();
  return Promise.resolve({
    gate: () => gate,
    woken,
    toldWhy,
    advance: (ms) => clock.run(ms),
    step: (ms) => clock.step(ms),
    now: () => clock.now(),
    restart: () => {
      gate.close();
      gate = open();
      return Promise.resolve();
    },
    close: () => Promise.resolve(gate.close()),
  });
});

test("a cold start lasts no longer than a window where the machine has started again with an earlier clock", async () => {
  const store = new MemoryPoolStore();
  const started = (boot: string, at: number) => {
    const clock = new VirtualClock(at);
    const gate = new PoolGate(store, clock, () => undefined, { uptime: { boot, ms: () => clock.monotonic() } });
    const take = (key: string) =>
      gate.take({ pool: { key, limit: 2 }, lane: "normal", runId: key, stepKey: "send", callMs: 10_000 });
    return { clock, gate, take };
  };
  const before = started("yesterday", Date.UTC(2026, 0, 2));
  before.gate.coldStart();
  before.gate.close();
  const { clock, gate, take } = started("today", Date.UTC(2026, 0, 1));
  expect((await take("one")).kind).toBe("wait");
  await clock.run(60_250);
  for (const token of ["one", "another"]) expect((await take(token)).kind).toBe("ticket");
  gate.close();
});
