import { httpProblems, type HttpProblemCode } from "@leeway/api";
import type { Locale } from "@leeway/engine";

/** Where a request was wrong; the message stands in a problem document as it is. */
export interface FieldError {
  path: string;
  message: string;
  code?: string;
  [more: string]: unknown;
}

/** An expected refusal of the HTTP API. The filter makes an RFC 9457 document of it in the reader's language. */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;

  constructor(
    readonly code: HttpProblemCode,
    readonly values: Record<string, string | number> = {},
    /** What is wrong where; said by who knows the reader's language, unless it is said already. */
    private readonly errors: FieldError[] | ((locale: Locale) => FieldError[]) = [],
    /** Further members of the document, e.g. `runId`. */
    readonly more: Record<string, string | number | boolean> = {},
  ) {
    super(code);
    this.status = httpProblems[code];
  }

  errorsIn(locale: Locale): FieldError[] {
    return typeof this.errors === "function" ? this.errors(locale) : this.errors;
  }
}
