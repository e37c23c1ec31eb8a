import type { HttpRequest, Json, JsonObject, NodeDefinition } from "@leeway/engine";
import { textOf } from "../words.js";
import { formOf, type Sign } from "../http/describe.js";

/** The HTTP request of an operation with resolved params. */
export function describeRequest(definition: NodeDefinition, params: JsonObject, secret: Sign): HttpRequest {
  const request = definition.request;
  if (!request) throw new Error(`${definition.type} has no request`);
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(params[name] ?? "")));
  const query = new URLSearchParams((request.query ?? []).flatMap((name) => queryPairs(name, params[name])));
  const base = textOf(secret.data.baseUrl ?? "https://api.leeloo.ai/api/v2").replace(/\/+$/, "");
  const headers: Record<string, string> = { accept: "application/json", ...tokenHeader(secret) };
  const described = {
    method: request.method,
    url: `${base}${path}${query.size > 0 ? `?${query.toString()}` : ""}`,
    headers,
  };
  if (!request.body) return described;
  const body = Object.fromEntries(
    request.body.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const form = request.formChoice === true && params.bodyFormat === "form";
  headers["content-type"] = form ? "application/x-www-form-urlencoded" : "application/json";
  return { ...described, body: form ? formOf(body) : JSON.stringify(body) };
}

/** A copied token often ends with a space. */
function tokenHeader({ data }: Sign): Record<string, string> {
  const token = textOf(data.token ?? "").trim();
  return data.header === "Authorization" ? { authorization: `Bearer ${token}` } : { "x-leeloo-authtoken": token };
}

/** Objects become `name[key]`, lists are comma-separated. */
function queryPairs(name: string, value: Json | undefined): [string, string][] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.length > 0 ? [[name, value.map(textOf).join(",")]] : [];
  if (typeof value !== "object") return [[name, textOf(value)]];
  return Object.entries(value).flatMap(([key, one]) => queryPairs(`${name}[${key}]`, one));
}
