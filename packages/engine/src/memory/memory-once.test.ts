import { onceSuite } from "../testing/once.suite.js";
import { MemoryOnce } from "./memory-once.js";
import { VirtualClock } from "../testing/virtual-clock.js";

onceSuite("memory", () => {
  const clock = new VirtualClock();
  return Promise.resolve({
    keeper: new MemoryOnce(() => clock.now()),
    advance: (ms) => clock.run(ms),
    close: () => Promise.resolve(),
  });
});
