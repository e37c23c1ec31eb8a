import type { StepError, StepOutcome } from "@leeway/engine";

/** Nothing that a second try could change. */
export const failed = (error: StepError): StepOutcome => ({ kind: "failed", error, cause: { kind: "final" } });
