import { httpProblems, type HttpProblemCode } from "@leeway/api";

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
    readonly errors?: FieldError[],
    /** Further members of the document, e.g. `runId`. */
    readonly more: Record<string, string | number> = {},
  ) {
    super(code);
    this.status = httpProblems[code];
  }
}
