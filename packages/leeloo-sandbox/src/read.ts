import { ok, Refusal, type Reply } from "./reply.js";
import type { Json, JsonObject } from "./state.js";
import { isId, type Call } from "./world.js";

/** A text of the body; numbers count as their text. */
export function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (value === undefined || value === null) return "";
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new Refusal(`${name} must be a string`);
}

/** A text that must be there. */
export function needText(body: JsonObject, name: string): string {
  const value = text(body, name);
  if (value.trim() === "") throw new Refusal(`${name} is required`);
  return value;
}

/** An id of the body that must be there and look like one. */
export function needId(body: JsonObject, name: string): string {
  const value = needText(body, name);
  if (!isId(value)) throw new Refusal(`${name} must be a valid id`);
  return value;
}

/** An id of the body, "" where there is none. */
export function id(body: JsonObject, name: string): string {
  return text(body, name) === "" ? "" : needId(body, name);
}

/** A list of ids. */
export function ids(body: JsonObject, name: string): string[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && isId(one)))
    throw new Refusal(`${name} must be a list of ids`);
  return value as string[];
}

/** One of several words. */
export function oneOf<T extends string>(body: JsonObject, name: string, words: readonly T[]): T {
  const value = words.find((word) => word === text(body, name));
  if (value === undefined) throw new Refusal(`${name} must be one of ${words.join(", ")}`);
  return value;
}

/** An instant of the body as ISO text. */
export function instant(body: JsonObject, name: string): string {
  const value = text(body, name);
  if (value === "") return "";
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new Refusal(`${name} must be a date in UTC, like 2020-02-04T11:46:48.803Z`);
  return value;
}

/** A page of a list with its `meta`. */
export function page(call: Call, all: readonly Json[], totalCount: number): Reply {
  const [limit, offset] = [count(call, "limit", 20), count(call, "offset", 0)];
  const meta = { limit, offset, filteredCount: all.length, totalCount };
  return ok(all.slice(offset, offset + limit), { meta });
}

function count({ query }: Call, name: string, fallback: number): number {
  const value = query.get(name) ?? String(fallback);
  if (!/^\d{1,9}$/.test(value)) throw new Refusal(`${name} must be a number`);
  return Number(value);
}
