import type { HttpRequest, Json, JsonObject, OpenSecret } from "@leeway/engine";
import { jsonOf } from "../answer.js";
import { textOf } from "../words.js";

/** By what a call signs in. */
export type Sign = Pick<OpenSecret, "type" | "data">;

const bodiless = new Set(["GET", "HEAD"]);

/** The request that resolved params mean; undefined where the address is none. */
export function describeHttp(params: JsonObject, secret: Sign | undefined): HttpRequest | undefined {
  const address = textOf(params.url).trim();
  const url = read(address);
  if (!url) return undefined;
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

/** Whether it can be read is as dear to ask as to read it. */
function read(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** Header names differ in letter case only by taste: the later one wins, so a credential is never overruled. */
function merge(headers: (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function authorization(secret: Sign | undefined): [string, string][] {
  if (!secret) return [];
  const { token, username, password, name, value } = secret.data;
  if (secret.type === "httpBearer") return [["authorization", `Bearer ${textOf(token)}`]];
  if (secret.type === "httpHeader") return [[textOf(name), textOf(value)]];
  const bytes = new TextEncoder().encode(`${textOf(username)}:${textOf(password)}`);
  return [["authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`]];
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
