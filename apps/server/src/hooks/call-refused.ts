import type { HttpProblemCode, RefusalReason } from "@leeway/api";
import type { JsonObject } from "@leeway/engine";
import { Problem } from "../problems/problem.js";

/** A call that its webhook does not take. `reason` is for the owner, the problem for the caller. */
export class CallRefused extends Problem {
  constructor(
    readonly reason: RefusalReason,
    code: HttpProblemCode,
    values: Record<string, string | number> = {},
    /** Further headers of the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
    /** What came, without the secret, where it was read. */
    readonly payload?: JsonObject,
  ) {
    super(code, values);
  }
}
