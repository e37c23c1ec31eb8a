import { isReservedName, type Json, type JsonObject } from "@leeway/engine";
import { Problem } from "../problems/problem.js";
import { parseBody } from "../problems/body-guard.js";
import { textOf } from "../problems/charset.js";

/** A webhook's body by its content type: JSON comes parsed already, everything else as bytes. */
export function readHookBody(body: unknown, contentType: string | undefined): Json {
  if (body === undefined || body === null) return null;
  if (!Buffer.isBuffer(body)) return body as Json;
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const text = textOf(body, contentType);
  if (type === "application/x-www-form-urlencoded") return fields(new URLSearchParams(text));
  if (type.startsWith("text/") || type === "application/xml" || type.endsWith("+xml")) return text;
  // No type at all: what scripts send by hand is JSON as a rule.
  if (type === "") return /^\s*[[{]/.test(text) ? (parseBody(text) as Json) : text;
  throw new Problem("request.unsupportedType", { type });
}

const MOST_FIELDS = 1_000;

/** Form fields or a query; a name that comes twice becomes a list. */
export function fields(pairs: URLSearchParams): JsonObject {
  const found = new Map<string, Json>();
  let count = 0;
  for (const [name, value] of pairs) {
    if (isReservedName(name)) throw new Problem("request.forbiddenKey", { key: name, path: name });
    if (++count > MOST_FIELDS) throw new Problem("request.tooManyKeys", { limit: MOST_FIELDS });
    const before = found.get(name);
    if (before === undefined) found.set(name, value);
    else if (Array.isArray(before)) before.push(value);
    else found.set(name, [before, value]);
  }
  return Object.fromEntries(found);
}
