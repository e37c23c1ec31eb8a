import { credentialDataSchemas, sayHttpProblem, secretFields, type CredentialType } from "@leeway/api";
import type { Json, JsonObject, Locale } from "@leeway/engine";
import { Problem } from "../problems/problem.js";
import { unsaid } from "../problems/say-issue.js";
import { fieldErrors } from "../problems/schema-pipe.js";

type Given = Readonly<Record<string, Json>>;

/** A credential's data as its type wants it, with defaults. A field the type does not have is refused, not dropped. */
export function checkedData(type: CredentialType, given: Given, locale: Locale): JsonObject {
  const result = credentialDataSchemas[type].strict().safeParse(given, unsaid);
  if (result.success) return result.data as JsonObject;
  const { issues } = result.error;
  const foreign = issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  if (foreign.length > 0) throw refusal("credential.type", foreign, locale);
  throw new Problem("request.invalid", {}, fieldErrors(issues, "data"));
}

/**
 * Stored data with a change laid over it. Where the secret goes is changed only together with the secret: otherwise
 * anybody in the workspace could have it sent to a host of their own, and so read what is never shown.
 */
export function changedData(type: CredentialType, stored: JsonObject, change: Given, locale: Locale): JsonObject {
  const merged = { ...stored, ...change };
  const secrets = secretFields[type];
  const missing = secrets.filter((name) => merged[name] === undefined);
  const kept = secrets.filter((name) => change[name] === undefined);
  if (missing.length > 0) throw refusal("credential.secretNeeded", missing, locale);
  const data = checkedData(type, merged, locale);
  if (kept.length > 0 && goesElsewhere(stored, data)) throw refusal("credential.secretNeeded", kept, locale);
  return data;
}

function goesElsewhere(before: JsonObject, after: JsonObject): boolean {
  return placeOf(before) !== placeOf(after) || hostsOf(after).some((host) => !hostsOf(before).includes(host));
}

const placeOf = ({ baseUrl, tokenUrl, authUrl, host, port, security }: JsonObject): string =>
  JSON.stringify([
    typeof baseUrl === "string" ? baseUrl.replace(/\/+$/, "") : undefined,
    tokenUrl,
    authUrl,
    host,
    port,
    security,
  ]);
const hostsOf = ({ allowedHosts }: JsonObject): Json[] => (Array.isArray(allowedHosts) ? allowedHosts : []);

function refusal(
  code: "credential.type" | "credential.secretNeeded",
  names: readonly string[],
  locale: Locale,
): Problem {
  const message = sayHttpProblem(code, {}, locale).detail;
  const errors = names.map((name) => ({ path: `data.${name}`, message, code }));
  return new Problem(code, {}, errors);
}
