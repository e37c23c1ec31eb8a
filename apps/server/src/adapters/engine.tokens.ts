/** Injection tokens of the engine's ports; engine.module.ts binds them. */
export const RUN_STORE = Symbol("RunStore");
export const RATE_GATE = Symbol("RateGate");
export const RESTORED_RUNS = Symbol("restored runs");
export const BRAKES = Symbol("Brakes");
export const WAKEUPS = Symbol("Wakeups");
export const RUN_FEED = Symbol("RunFeed");
export const ONCE = Symbol("OnceKeeper");
export const DOUBTS = Symbol("Doubts");
export const CODE_HOST = Symbol("CodeHost");
export const CHILD_RUNS = Symbol("ChildRuns");
export const CLOCK = Symbol("Clock");
