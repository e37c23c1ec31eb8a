import { isReservedName, textOfKeys } from "@leeway/engine";
import { usualBodyBounds, type BodyBounds } from "../config/bounds.js";
import { Problem } from "./problem.js";

let bounds: BodyBounds = usualBodyBounds;
/** What bodies may be from now on: of this process, whichever route reads them. */
export function boundBodies(to: BodyBounds): void {
  bounds = to;
}
/** The largest body, in bytes. */
export const largestBody = (): number => bounds.largest;

/**
 * Parses a JSON body; refuses what is no JSON, too deep, or carries a key that could reach a prototype, more keys in one object than
 * anybody means, or a number that nothing can hold. Of a key that comes twice the last one counts, as everywhere that reads by
 * `JSON.parse`: there is no second reader here that could see the first. Nothing at all is no body: many clients name a content type on every call.
 */
export function parseBody(sent: string): unknown {
  // Some programs put a byte order mark before their JSON; readers may ignore it (RFC 8259, 8.1).
  const text = sent.startsWith("\uFEFF") ? sent.slice(1) : sent;
  if (text === "") return undefined;
  refuseDeep(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem("request.notJson");
  }
  refuseUnkeepable(value, []);
  return value;
}

/** Before parsing, by counting brackets outside of strings: parsing first would already have paid for the depth. */
function refuseDeep(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) {
      if (++depth > bounds.deepest) throw new Problem("request.tooDeep", { limit: bounds.deepest });
    } else if (char === 125 || char === 93) depth--;
  }
}

/** Names in one object. Lists may be as long as a body; an object with so many names is a list that was sent wrongly, or an attack. */
const MOST_KEYS = 10_000;

/** Recursion is bounded by the depth checked before. `place`: the keys down to the value, written down for a refusal alone. */
function refuseUnkeepable(value: unknown, place: (string | number)[]): void {
  // JSON.parse makes Infinity of 1e400, and whatever writes it down makes null of that.
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Problem("request.notJson", { path: textOfKeys(place) });
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  if (keys && keys.length > MOST_KEYS) throw new Problem("request.tooManyKeys", { limit: MOST_KEYS });
  for (const key of keys ?? (value as unknown[]).keys()) {
    place.push(key);
    if (typeof key === "string" && isReservedName(key))
      throw new Problem("request.forbiddenKey", { key, path: textOfKeys(place) });
    refuseUnkeepable((value as Record<string | number, unknown>)[key], place);
    place.pop();
  }
}
