import { SANDBOX_BASE_URL, type Credential } from "@leeway/api";
import { isObject, type HttpRequest, type Json, type JsonObject, type NodeDefinition } from "@leeway/engine";
import { describeCall, type Sign } from "@leeway/nodes";

/** What of a credential is no secret. */
export type Account = Pick<Credential, "type"> & { data: JsonObject };

/** Where the built-in Leeloo answers to others. */
const sandboxAddress = () => `${location.origin}/sandbox/api/v2`;

/** The variable of the shell that stands for a secret, by the credential's type. */
const variables: Readonly<Record<string, { field: string; name: string }>> = {
  leelooToken: { field: "token", name: "LEELOO_TOKEN" },
  httpBearer: { field: "token", name: "API_TOKEN" },
  httpHeader: { field: "value", name: "API_KEY" },
  httpBasic: { field: "password", name: "API_PASSWORD" },
};
/** Around the name of such a variable, from the part of Unicode that stands for nothing. */
const MARK = "\uE000";

/**
 * The call of a step with resolved params as a command for a POSIX shell, where the step is one plain call of HTTP or of
 * Leeloo. Secrets are never known here: variables of the shell stand in their place.
 */
export function curlOf(
  definition: NodeDefinition,
  params: Json | undefined,
  account: Account | undefined,
): string | undefined {
  if (!isObject(params)) return undefined;
  // What curl signs in with by itself is not part of the request.
  const basic = account?.type === "httpBasic" ? account : undefined;
  const request = describeCall(definition, params, account && !basic ? signOf(account) : undefined);
  // Who only uses the credential does not see who signs in with it.
  const user = basic?.data["username"] === undefined ? `${MARK}API_USER${MARK}` : textOf(basic.data["username"]);
  return request && command(request, basic && [`-u ${quote(`${user}:${marked(basic.type)}`)}`]);
}

function signOf({ type, data }: Account): Sign {
  const field = variables[type]?.field ?? "token";
  const open = data["baseUrl"] === SANDBOX_BASE_URL ? { ...data, baseUrl: sandboxAddress() } : data;
  return { type, data: { ...open, [field]: marked(type) } };
}

const marked = (type: string): string => `${MARK}${variables[type]?.name ?? "TOKEN"}${MARK}`;

/** A text as one word of a POSIX shell; what is marked as a variable is left to the shell. */
export const quote = (text: string): string =>
  text
    .split(/\uE000([A-Z_]+)\uE000/)
    .map((part, index) => (index % 2 === 1 ? `"$${part}"` : part === "" ? "" : single(part)))
    .join("") || "''";

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function command({ method, url, headers, body }: HttpRequest, more: readonly string[] = []): string {
  // curl would take brackets and braces for a list of addresses, and wait for the body of a HEAD for ever.
  const globs = /[[\]{}]/.test(url) ? " --globoff" : "";
  const how = method === "HEAD" ? " --head" : method === "GET" && body === undefined ? "" : ` -X ${quote(method)}`;
  return [
    `curl${globs}${how} ${quote(url)}`,
    ...more,
    // A header without a value is written with a semicolon; with a colon curl leaves it out.
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(typeof body === "string" ? [`--data-raw ${quote(body)}`] : []),
  ].join(" \\\n  ");
}

const textOf = (value: Json | undefined): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
