import type { NodeRunner, StepOutcome, StepTools } from "@leeway/engine";
import { textOf } from "../words.js";
import { excerpt, failed, jsonOfAnswer, statusCause, withoutAnswer, type Answered } from "../answer.js";
import { describeHttp } from "./describe.js";

export const httpRequestRunner: NodeRunner = {
  type: "http.request",
  async run(params, tools) {
    const request = describeHttp(params, tools.secret);
    if (!request) return failed({ code: "request.badUrl", values: { url: textOf(params.url) }, param: "url" });
    const answer = await tools.http(request);
    if (answer.kind !== "answered") return withoutAnswer(answer);
    if (answer.status >= 400 && params.acceptErrors !== true) return refused(answer, new URL(request.url).host, tools);
    return accepted(answer);
  },
};

function refused(answer: Answered, host: string, { secret, now }: StepTools): StepOutcome {
  const values = { service: host, status: answer.status, answer: excerpt(answer.body, secret) };
  return failed({ code: "request.status", values }, statusCause(answer, now));
}

function accepted({ status, headers, body }: Answered): StepOutcome {
  const isJson = /\bjson\b/i.test(headers["content-type"] ?? "");
  const parsed = isJson ? jsonOfAnswer(body) : undefined;
  return { kind: "done", output: { status, headers, body: parsed ? parsed.value : body } };
}
