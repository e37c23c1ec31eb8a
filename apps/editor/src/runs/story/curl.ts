import { isObject, type Json, type JsonObject, type NodeDefinition } from "@leeway/engine";

export interface Target {
  /** The credential's base address; its secret stays out. */
  baseUrl: string;
  header: string;
}

/** A text as one word of a POSIX shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * The call of a step as a command for a terminal, where the step is one HTTP call. Secrets are never part of a run's
 * log, so a name stands in their place.
 */
export function curlOf(definition: NodeDefinition, input: Json | undefined, target?: Target): string | undefined {
  if (!isObject(input)) return undefined;
  if (definition.request) return target && serviceCurl(definition.request, input, target);
  return typeof input.url === "string" && typeof (input.method ?? "GET") === "string" ? plainCurl(input) : undefined;
}

function serviceCurl(
  request: NonNullable<NodeDefinition["request"]>,
  input: JsonObject,
  { baseUrl, header }: Target,
): string {
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(input[name])));
  const query = new URLSearchParams((request.query ?? []).flatMap((name) => pairs(name, input[name])));
  const url = `${baseUrl.replace(/\/+$/, "")}${path}${query.size > 0 ? `?${query.toString()}` : ""}`;
  const token = header === "Authorization" ? "Authorization: Bearer $LEELOO_TOKEN" : `${header}: $LEELOO_TOKEN`;
  const body =
    request.body &&
    Object.fromEntries(request.body.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
  if (body && request.formChoice && input.bodyFormat === "form")
    return command(request.method, url, [`-H "${token}"`, ...form(body)]);
  return command(request.method, url, [`-H "${token}"`], body && JSON.stringify(body));
}

function plainCurl(input: JsonObject): string {
  const method = textOf(input.method ?? "GET");
  const query = new URLSearchParams(Object.entries(isObject(input.query) ? input.query : {}).flatMap(repeated));
  const address = textOf(input.url);
  const url = query.size > 0 ? `${address}${address.includes("?") ? "&" : "?"}${query.toString()}` : address;
  const headers = Object.entries(isObject(input.headers) ? input.headers : {}).map(
    ([name, value]) => `-H ${quote(`${name}: ${textOf(value)}`)}`,
  );
  const sends = !["GET", "HEAD"].includes(method) && input.body !== undefined && input.bodyFormat !== "none";
  if (!sends) return command(method, url, headers);
  if (input.bodyFormat === "form" && isObject(input.body))
    return command(method, url, [...headers, ...form(input.body)]);
  const text = typeof input.body === "string" ? input.body : JSON.stringify(input.body);
  return command(
    method,
    url,
    headers,
    text,
    input.bodyFormat === "text" ? "text/plain; charset=utf-8" : "application/json",
  );
}

function command(method: string, url: string, headers: string[], body?: string, type = "application/json"): string {
  const lines = [`curl -X ${method} ${quote(url)}`, ...headers];
  if (body !== undefined) lines.push(`-H ${quote(`content-type: ${type}`)}`, `--data-raw ${quote(body)}`);
  return lines.join(" \\\n  ");
}

const form = (body: JsonObject) =>
  Object.entries(body)
    .flatMap(repeated)
    .map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`);

/** A list repeats its name. */
const repeated = ([name, value]: [string, Json]): [string, string][] =>
  (Array.isArray(value) ? value : [value]).map((one) => [name, textOf(one)]);

/** As Leeloo takes a query: lists comma-separated, objects as `name[key]`. */
function pairs(name: string, value: Json | undefined): [string, string][] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.length > 0 ? [[name, value.map(textOf).join(",")]] : [];
  if (isObject(value)) return Object.entries(value).flatMap(([key, one]) => pairs(`${name}[${key}]`, one));
  return [[name, textOf(value)]];
}

function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
