import type { Json, JsonObject } from "@leeway/engine";
import type { FastifyRequest } from "fastify";
import { fields, readHookBody } from "./body.js";

/** Carried by no payload: they are the caller's, and stored payloads are read by people. */
const privateHeaders = new Set(["cookie", "authorization", "proxy-authorization"]);

type Arrived = Pick<FastifyRequest, "body" | "headers" | "method" | "url">;

/** A request as workflows see it: the output of `trigger.webhook`, and of a wait for a call. */
export function payloadOf(
  request: Arrived,
  body: Json = readHookBody(request.body, request.headers["content-type"]),
): JsonObject {
  return {
    body,
    query: queryOf(request),
    headers: headersOf(request),
    method: request.method,
    receivedAt: nowInWords(),
  };
}

/** What stands behind the `?` of an address, read like a form. */
export function queryOf({ url }: Pick<FastifyRequest, "url">): JsonObject {
  const start = url.indexOf("?");
  return start < 0 ? {} : fields(new URLSearchParams(url.slice(start)));
}

function headersOf(request: Arrived): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(request.headers))
    if (!privateHeaders.has(name)) shown[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return shown;
}

let told = { at: 0, words: "" };

/** Many arrive in the same millisecond, and to write a time takes V8 as long as a whole step. */
function nowInWords(): string {
  const at = Date.now();
  if (at !== told.at) told = { at, words: new Date(at).toISOString() };
  return told.words;
}
