import {
  isObject,
  type HttpAnswer,
  type Json,
  type JsonObject,
  type StepError,
  type StepOutcome,
  type StepTools,
} from "@leeway/engine";
import { excerpt, failed, jsonOfAnswer, statusCause, withoutAnswer, type Answered } from "../answer.js";
import { textOf } from "../words.js";

const service = "Google";

export type Failed = Extract<StepOutcome, { kind: "failed" }>;
export type Answer = { kind: "done"; output: JsonObject } | Failed;

/** One request of the Sheets API (https://developers.google.com/workspace/sheets/api/reference/rest). */
export interface SheetsRequest {
  method: "GET" | "POST" | "PUT";
  /** Below `/v4/spreadsheets/`, each part encoded. */
  path: string;
  query?: Record<string, string>;
  body?: JsonObject;
}

/** Calls as whom the credential signs in. */
export async function ask(
  tools: Pick<StepTools, "secret" | "now">,
  send: (request: Parameters<StepTools["http"]>[0]) => Promise<HttpAnswer>,
  { method, path, query = {}, body }: SheetsRequest,
): Promise<Answer> {
  const { secret } = tools;
  if (!secret?.access) return failed({ code: "credential.missing", values: { service } });
  const access = await secret.access();
  if ("error" in access) return { kind: "failed", ...access };
  const base = textOf(secret.data["baseUrl"]).replace(/\/+$/, "");
  const asked = new URLSearchParams(query).toString();
  const answer = await send({
    method,
    url: `${base}/v4/spreadsheets/${path}${asked === "" ? "" : `?${asked}`}`,
    headers: {
      authorization: `Bearer ${access.token}`,
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.kind === "answered" ? judge(answer, tools) : withoutAnswer(answer);
}

function judge(answer: Answered, { secret, now }: Pick<StepTools, "secret" | "now">): Answer {
  const { status } = answer;
  const body = jsonOfAnswer(answer.body)?.value;
  const values = { service, help: "google", status, answer: excerpt(answer.body, secret) };
  if (status >= 300 && status < 400) return failed({ code: "request.redirected", values });
  if (status < 300)
    return isObject(body) ? { kind: "done", output: body } : failed({ code: "service.notJson", values });
  const said = isObject(body) && isObject(body["error"]) ? body["error"] : {};
  const told = { ...values, answer: textOf(said["message"]) || values.answer, ...emailOf(secret) };
  return failed({ ...errorOf(status, said), values: told }, statusCause(answer, now));
}

const emailOf = (secret: StepTools["secret"]) => {
  const email = secret?.data["clientEmail"];
  return typeof email === "string" ? { email } : {};
};

/** What Google's error means (https://google.aip.dev/193): a status word, a message, and details with a reason. */
function errorOf(status: number, said: JsonObject): Pick<StepError, "code" | "param"> {
  const message = textOf(said["message"]);
  if (status === 401) return { code: "google.signInAgain" };
  if (status === 403 && reasonsIn(said["details"]).includes("SERVICE_DISABLED")) return { code: "google.apiDisabled" };
  if (status === 403 || /protected cell/i.test(message)) return { code: "google.noAccess", param: "spreadsheet" };
  if (status === 404) return { code: "google.noSpreadsheet", param: "spreadsheet" };
  if (status === 429) return { code: "service.limited" };
  if (status >= 500) return { code: "service.down" };
  if (/unable to parse range/i.test(message)) return { code: "google.noSheet", param: "sheet" };
  return { code: "service.rejected" };
}

const reasonsIn = (details: Json | undefined): string[] =>
  (Array.isArray(details) ? details : []).flatMap((one) => (isObject(one) ? [textOf(one["reason"])] : []));
