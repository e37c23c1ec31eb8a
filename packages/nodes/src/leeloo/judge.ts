import type { HttpAnswer, JsonObject, StepOutcome, StepTools } from "@leeway/engine";
import { excerpt, failed, jsonOfAnswer, statusCause, withoutAnswer, type Answered } from "../answer.js";

const service = "Leeloo";

/** What an answer says, or why there is none. */
export type Judged = { kind: "done"; output: JsonObject } | Extract<StepOutcome, { kind: "failed" }>;

const codes: Record<number, "service.tokenRefused" | "service.noAccess" | "service.notFound" | "service.limited"> = {
  401: "service.tokenRefused",
  403: "service.noAccess",
  404: "service.notFound",
  429: "service.limited",
};

/** Leeloo succeeds with a 2xx whose JSON does not say `status: 0`. */
export function judge(answer: HttpAnswer, tools: Pick<StepTools, "secret" | "now">): Judged {
  return answer.kind === "answered" ? judgeAnswer(answer, tools) : withoutAnswer(answer);
}

function judgeAnswer(answer: Answered, { secret, now }: Pick<StepTools, "secret" | "now">): Judged {
  const { status, body } = answer;
  const values = { service, status, answer: excerpt(body, secret) };
  if (status >= 300 && status < 400) return failed({ code: "request.redirected", values });
  if (status < 200 || status >= 400) {
    const code = codes[status] ?? (status >= 500 ? "service.down" : "service.rejected");
    return failed({ code, values }, statusCause(answer, now));
  }
  const parsed = jsonOfAnswer(body)?.value;
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return failed({ code: "service.notJson", values });
  if (parsed.status === 0) return failed({ code: "service.saidNo", values });
  return { kind: "done", output: parsed };
}
