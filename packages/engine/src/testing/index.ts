export * from "./histories.js";
export * from "./tiny-world.js";
export * from "./virtual-clock.js";
export * from "./run-store.suite.js";
export type { RunStoreWorld } from "./run-store.world.js";
export * from "./rate-gate.suite.js";
export * from "./once.suite.js";
export * from "./doubts.suite.js";
