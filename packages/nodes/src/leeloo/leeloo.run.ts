import type {
  HttpRequest,
  Json,
  JsonObject,
  NodeDefinition,
  NodeRunner,
  OpenSecret,
  StepOutcome,
  StepTools,
} from "@leeway/engine";
import { excerpt, failed, jsonOfAnswer, statusCause, withoutAnswer, type Answered } from "../answer.js";
import { formOf } from "../http/request.run.js";

const service = "Leeloo";

/** The one runner of every Leeloo operation: the definition's `request` says what to send. */
export const leelooRunner: Omit<NodeRunner, "type"> = {
  async run(params, tools, definition) {
    if (!tools.secret) return failed({ code: "credential.missing", values: { service } });
    const answer = await tools.http(describeRequest(definition, params, tools.secret));
    return answer.kind === "answered" ? judge(answer, tools) : withoutAnswer(answer);
  },
};

/** The HTTP request of an operation with resolved params. */
function describeRequest(definition: NodeDefinition, params: JsonObject, secret: OpenSecret): HttpRequest {
  const request = definition.request;
  if (!request) throw new Error(`${definition.type} has no request`);
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(params[name] ?? "")));
  const query = new URLSearchParams((request.query ?? []).flatMap((name) => queryPairs(name, params[name])));
  const base = textOf(secret.data.baseUrl ?? "https://api.leeloo.ai/api/v2").replace(/\/+$/, "");
  const headers: Record<string, string> = { accept: "application/json", ...tokenHeader(secret) };
  const described = {
    method: request.method,
    url: `${base}${path}${query.size > 0 ? `?${query.toString()}` : ""}`,
    headers,
  };
  if (!request.body) return described;
  const body = Object.fromEntries(
    request.body.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const form = request.formChoice === true && params.bodyFormat === "form";
  headers["content-type"] = form ? "application/x-www-form-urlencoded" : "application/json";
  return { ...described, body: form ? formOf(body) : JSON.stringify(body) };
}

/** A copied token often ends with a space. */
function tokenHeader({ data }: OpenSecret): Record<string, string> {
  const token = textOf(data.token ?? "").trim();
  return data.header === "Authorization" ? { authorization: `Bearer ${token}` } : { "x-leeloo-authtoken": token };
}

/** Objects become `name[key]`, lists are comma-separated. */
function queryPairs(name: string, value: Json | undefined): [string, string][] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.length > 0 ? [[name, value.map(textOf).join(",")]] : [];
  if (typeof value !== "object") return [[name, textOf(value)]];
  return Object.entries(value).flatMap(([key, one]) => queryPairs(`${name}[${key}]`, one));
}

const codes: Record<number, "service.tokenRefused" | "service.noAccess" | "service.notFound" | "service.limited"> = {
  401: "service.tokenRefused",
  403: "service.noAccess",
  404: "service.notFound",
  429: "service.limited",
};

/** Leeloo succeeds with a 2xx whose JSON does not say `status: 0`. */
function judge(answer: Answered, { secret, now }: StepTools): StepOutcome {
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

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
