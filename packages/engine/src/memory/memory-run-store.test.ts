import { runStoreSuite } from "../testing/run-store.suite.js";
import { MemoryRunStore } from "./memory-run-store.js";
import { VirtualClock } from "../testing/virtual-clock.js";

runStoreSuite("memory", () => {
  const clock = new VirtualClock();
  const store = new MemoryRunStore(clock);
  return Promise.resolve({
    store,
    seedDocument: (document) => {
      store.addDocument("d1", document);
      return Promise.resolve({ documentId: "d1", workflowId: "w1", workspaceId: "ws1" });
    },
    advance: (ms) => clock.run(ms),
    now: () => clock.now(),
    close: () => Promise.resolve(),
  });
});
