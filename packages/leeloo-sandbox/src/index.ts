/** A Leeloo that behaves as the real one as far as it is known, for the demo, for tests and for rehearsal. */
export { eventTypes, type EventType, type LeelooEvent } from "./events.js";
export { faultKinds, type Fault, type FaultKind, type WaitingFault } from "./faults.js";
export type { Happening } from "./operations/happenings.js";
export type { RequestRecord } from "./log.js";
export type { SandboxCall } from "./request.js";
export type { Change, Past } from "./past.js";
export { Sandbox, type SandboxOptions } from "./sandbox.js";
export { Refusal, type SandboxAnswer } from "./reply.js";
export type { Language } from "./setup.js";
export { send, serveSandbox, type ServedSandbox } from "./serve.js";
export { eventHeaders, post, SANDBOX_MARK, type Deliver, type Delivery } from "./slot.js";
export type { Snapshot } from "./snapshot.js";
export { type Archive, Worlds, type WorldsOptions } from "./worlds.js";
