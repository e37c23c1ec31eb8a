export * from "./tiny-world.js";
export * from "./run-store.suite.js";
