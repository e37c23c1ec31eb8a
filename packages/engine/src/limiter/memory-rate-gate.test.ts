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
