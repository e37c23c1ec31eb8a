import { Refusal } from "./reply.js";
import type { Json, JsonObject } from "./state.js";

/** Headers as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A request as it came: `url` is path and query. */
export interface SandboxCall {
  method: string;
  url: string;
  headers: Headers;
  body: string;
  /** No run and no picker made it: the webhook hears nothing of it. */
  outside?: boolean;
}

/** The first value of a header, whatever its case. */
function header(headers: Headers, name: string): string {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (Array.isArray(found) ? found[0] : found) ?? "";
}

/** A rehearsal's call names ids of a real account: what is well-formed and unknown is taken as if it were here. */
export const isRehearsal = (headers: Headers): boolean => header(headers, "x-leeway-rehearsal") !== "";

/** The token of either header that Leeloo knows. */
export function tokenOf(headers: Headers): string {
  const bearer = /^Bearer\s+(.+)$/i.exec(header(headers, "authorization"))?.[1];
  return (header(headers, "x-leeloo-authtoken") || bearer || "").trim();
}

/** The body as named values: JSON, or a form where the header says so. */
export function bodyOf({ method, headers, body }: SandboxCall): JsonObject {
  if (method === "GET" || body === "") return {};
  if (header(headers, "content-type").includes("x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(body));
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    throw new Refusal("Unexpected token in JSON", 400);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("The body must be an object", 400);
  return value;
}
