import type { HttpRequest, Json, JsonObject, NodeRunner, OpenSecret, StepOutcome, StepTools } from "@leeway/engine";
import { textOf } from "../words.js";
import { excerpt, failed, jsonOf, jsonOfAnswer, statusCause, withoutAnswer, type Answered } from "../answer.js";

const bodiless = new Set(["GET", "HEAD"]);

export const httpRequestRunner: NodeRunner = {
  type: "http.request",
  async run(params, tools) {
    const request = describe(params, tools.secret);
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

function describe(params: JsonObject, secret: OpenSecret | undefined): HttpRequest | undefined {
  const address = textOf(params.url).trim();
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  for (const [name, value] of Object.entries((params.query ?? {}) as JsonObject))
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, textOf(one));
  const method = textOf(params.method ?? "GET");
  const own = Object.entries((params.headers ?? {}) as JsonObject).map(
    ([name, value]) => [name, textOf(value)] as const,
  );
  const body = bodiless.has(method) ? undefined : encode(params);
  return {
    method,
    url: url.href,
    headers: merge([...(body ? [["content-type", body.type] as const] : []), ...own, ...authorization(secret)]),
    ...(body && { body: body.text }),
  };
}

/** Header names differ in letter case only by taste: the later one wins, so a credential is never overruled. */
function merge(headers: (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function authorization(secret: OpenSecret | undefined): [string, string][] {
  if (!secret) return [];
  const { token, username, password, name, value } = secret.data;
  if (secret.type === "httpBearer") return [["authorization", `Bearer ${textOf(token)}`]];
  if (secret.type === "httpHeader") return [[textOf(name), textOf(value)]];
  const pair = Buffer.from(`${textOf(username)}:${textOf(password)}`, "utf8").toString("base64");
  return [["authorization", `Basic ${pair}`]];
}

function encode({ body, bodyFormat = "json" }: JsonObject): { type: string; text: string } | undefined {
  if (body === undefined || bodyFormat === "none") return undefined;
  if (bodyFormat === "text") return { type: "text/plain; charset=utf-8", text: textOf(body) };
  if (bodyFormat === "form") return { type: "application/x-www-form-urlencoded", text: formOf(body) };
  // A text that is JSON already is what somebody typed as the body, not a value to be quoted.
  const written = typeof body === "string" && /^\s*[[{]/.test(body) && jsonOf(body) !== undefined;
  return { type: "application/json", text: written ? (body as string) : JSON.stringify(body) };
}

/** `application/x-www-form-urlencoded`; a list repeats its name. */
export function formOf(body: Json): string {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return textOf(body);
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, textOf(one));
  return form.toString();
}
