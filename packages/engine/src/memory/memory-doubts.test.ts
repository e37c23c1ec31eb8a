import { VirtualClock } from "../testing/virtual-clock.js";
import { doubtsSuite } from "../testing/doubts.suite.js";
import { MemoryDoubts } from "./memory-doubts.js";

doubtsSuite("memory", async () => {
  const clock = new VirtualClock();
  return {
    doubts: new MemoryDoubts(() => clock.now()),
    now: () => clock.now(),
    advance: (ms) => clock.run(ms),
    close: () => Promise.resolve(),
  };
});
