import { isObject, type Json, type JsonObject } from "@leeway/engine";

/** Whether a pasted sample is the trigger's whole output already, and not the sent body alone. */
const isWhole = (value: Json): value is JsonObject =>
  isObject(value) && "body" in value && ["headers", "query", "method", "receivedAt"].some((key) => key in value);

/** The trigger's output made from what a person pasted: mostly the body that the site sends. */
export function payloadOf(pasted: Json, method: string, now: number): Json {
  if (isWhole(pasted)) return pasted;
  return {
    body: pasted,
    query: {},
    headers: { "content-type": "application/json" },
    method,
    receivedAt: new Date(now).toISOString(),
  };
}

/** What a sender sends: the part of a webhook's output that people know. */
export const bodyOf = (payload: Json | undefined): Json => (isObject(payload) ? (payload["body"] ?? null) : null);

/** A text inside single quotes of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A line for the terminal that sends this sample to the webhook. */
export function curlOf(url: string, method: string, payload: Json | undefined): string {
  const body = bodyOf(payload);
  const query = isObject(payload) && isObject(payload["query"]) ? payload["query"] : {};
  const pairs = Object.entries(query).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : "";
  if (method === "GET" || body === null) return `curl -X ${method} ${quoted(url + search)}`;
  return [
    `curl -X ${method} ${quoted(url + search)}`,
    `  -H 'content-type: application/json'`,
    `  -d ${quoted(JSON.stringify(body))}`,
  ].join(" \\\n");
}
