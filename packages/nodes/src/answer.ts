import {
  censor,
  retryAfterMs,
  type FailureCause,
  type HttpAnswer,
  type Json,
  type OpenSecret,
  type StepError,
  type StepOutcome,
} from "@leeway/engine";

export type Answered = Extract<HttpAnswer, { kind: "answered" }>;
type Failed = Extract<StepOutcome, { kind: "failed" }>;

/** As much of an answer as an error carries. */
const EXCERPT = 500;

/** Without the secret that was sent: half of one, at the cut, would not be known for one later. */
export function excerpt(body: string, secret: OpenSecret | undefined): string {
  const shown = censor(body, secret?.censor ?? []);
  return shown.length > EXCERPT ? `${shown.slice(0, EXCERPT)}…` : shown;
}

export const failed = (error: StepError, cause: FailureCause = { kind: "final" }): Failed => ({
  kind: "failed",
  error,
  cause,
});

/** A call without an answer, as the outcome of the step. */
export function withoutAnswer(answer: Exclude<HttpAnswer, Answered>): Failed {
  return failed(answer.error, { kind: answer.kind === "refused" ? "final" : answer.kind });
}

/** The cause for an HTTP status, with the pause that the far end asks for. */
export function statusCause({ status, headers }: Answered, now: number): FailureCause {
  const pause = retryAfterMs(headers, now);
  return { kind: "status", status, ...(pause !== undefined && { retryAfterMs: pause }) };
}

/** The JSON of a body, or nothing where it is none. */
export function jsonOf(body: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(body) as Json };
  } catch {
    return undefined;
  }
}

/** JSON nested deeper than this is none: it could be read, but neither kept nor written again. */
const DEEPEST = 64;

/** The JSON that somebody else's answer holds, or nothing where it is none. */
export function jsonOfAnswer(body: string): { value: Json } | undefined {
  return isDeep(body) ? undefined : jsonOf(body);
}

/** By counting brackets outside of texts: parsing first would already have paid for the depth. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (inText) {
      if (char === "\\") index++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === "{" || char === "[") {
      if (++depth > DEEPEST) return true;
    } else if (char === "}" || char === "]") depth--;
  }
  return false;
}
