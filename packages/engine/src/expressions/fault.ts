import type { StepErrorCode } from "../failures.js";
import type { Json } from "../json.js";

/** Why an expression gave no value: a code with the values its sentence needs, and where in the param's text. */
export interface Fault {
  code: StepErrorCode;
  values: Record<string, Json>;
  /** Character offset in the whole text of the param. */
  position: number;
}

/** Ends an evaluation or a parse; never leaves this folder. */
export class Stop extends Error {
  constructor(
    readonly kind: "missing" | "fault",
    readonly fault: Fault,
  ) {
    super(fault.code);
  }
}

/** A stop for a fault made on the spot. */
export function stop(code: StepErrorCode, values: Record<string, Json>, position: number): Stop {
  return new Stop("fault", { code, values, position });
}
