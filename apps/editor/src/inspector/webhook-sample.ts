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
