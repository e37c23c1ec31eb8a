import { VirtualClock } from "../memory/virtual-clock.js";
import { rateGateSuite } from "../testing/rate-gate.suite.js";
import { PoolGate } from "./gate.js";
import { MemoryPoolStore } from "./memory-rate-gate.js";

rateGateSuite("memory", () => {
  const clock = new VirtualClock();
  const store = new MemoryPoolStore();
  const woken: string[] = [];
  const open = () =>
    new PoolGate(store, clock, (runId) => woken.push(runId), {
      uptime: { boot: "virtual", ms: () => clock.monotonic() },
    });
  let gate = open();
  return Promise.resolve({
    gate: () => gate,
    woken,
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
