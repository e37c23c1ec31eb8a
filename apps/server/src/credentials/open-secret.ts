import { SANDBOX_BASE_URL, secretFields, serviceAccountOf, type CredentialType } from "@leeway/api";
import type { JsonObject, OpenSecret, PoolRef, StandIn, StepError } from "@leeway/engine";
import { portOf } from "../adapters/http-client/addresses.js";
import { spellingsOf } from "./spellings.js";

/** What opening needs to know of the server. */
export interface Surroundings {
  /** Whose credential it is. */
  workspaceId: string;
  sandboxUrl: string | undefined;
  poolKey: (token: string) => string;
}

/** The one token of the built-in sandbox. It is no secret. */
const SANDBOX_TOKEN = "sandbox";

const words = (data: JsonObject, ...names: string[]): string[] =>
  names.map((name) => data[name]).filter((value) => typeof value === "string");

/** A credential's data as a step gets it. */
export function openSecretOf(type: CredentialType, data: JsonObject, around: Surroundings): OpenSecret | StepError {
  if (type === "leelooToken") return leelooSecret(data, around);
  if (type === "googleServiceAccount" || type === "googleOAuth") return googleSecret(type, data, around);
  const opened = { type, data, allowedHosts: hostsOf(data), censor: censored(type, data) };
  return data["limitPerMinute"] === undefined ? opened : { ...opened, pool: poolOf(data, around, false) };
}

/** Without what it is exchanged for: a step calls with a token that is good for an hour. */
function googleSecret(type: CredentialType, data: JsonObject, around: Surroundings): OpenSecret {
  const account = serviceAccountOf(words(data, "key")[0] ?? "");
  const { baseUrl = null } = data;
  const email = account?.client_email ?? words(data, "account")[0] ?? "";
  // Google counts by app and by who works in it.
  const whose = account ? email : words(data, "clientId", "refreshToken").join("\n");
  return {
    type,
    data: { baseUrl, ...(email !== "" && { clientEmail: email }) },
    allowedHosts: hostsOf(data),
    censor: account ? spellingsOf([account.private_key]) : censored(type, data),
    pool: { key: around.poolKey(`google\n${whose}`), limit: Number(data["limitPerMinute"]) },
  };
}

/** The hosts that the credential names, or the one of its service's address. */
function hostsOf({ allowedHosts, baseUrl, host, port }: JsonObject): string[] {
  if (Array.isArray(allowedHosts)) return allowedHosts.map(String);
  if (typeof host === "string") return [`${host}:${Number(port)}`];
  return typeof baseUrl === "string" ? [hostOf(baseUrl)] : [];
}

/** With its port: `api.leeloo.ai` alone would allow every port of it. */
function hostOf(address: string): string {
  const url = new URL(address);
  return `${url.hostname}:${portOf(url)}`;
}

/**
 * Leeloo's built-in stand-in, instead of any Leeloo credential: a real token never goes there. The header tells it that it
 * stands for an account whose people and orders it cannot know.
 */
export function rehearsalSecret(around: Surroundings, realUrl: string, note: StandIn["note"]): OpenSecret | StepError {
  const data = { token: SANDBOX_TOKEN, header: "X-Leeloo-AuthToken", limitPerMinute: 290 };
  const secret = leelooSecret({ ...data, baseUrl: SANDBOX_BASE_URL }, around);
  if ("code" in secret) return secret;
  const at = around.sandboxUrl ?? SANDBOX_BASE_URL;
  const standIn = { at, for: realUrl.replace(/\/+$/, ""), headers: { "x-leeway-rehearsal": "1" } };
  return { ...secret, standIn: note ? { ...standIn, note } : standIn };
}

function leelooSecret(data: JsonObject, around: Surroundings): OpenSecret | StepError {
  const [given = ""] = words(data, "baseUrl");
  const baseUrl = given === SANDBOX_BASE_URL ? around.sandboxUrl : given;
  if (baseUrl === undefined) return { code: "service.sandboxOff", values: {} };
  return {
    type: "leelooToken",
    data: { ...data, baseUrl },
    allowedHosts: [hostOf(baseUrl)],
    // The sandbox's token is a word that stands in addresses too.
    censor: data["token"] === SANDBOX_TOKEN ? [] : censored("leelooToken", data),
    pool: poolOf(data, around, baseUrl === around.sandboxUrl),
  };
}

/**
 * By token, not by credential: two credentials with the same token share what the service allows. Sandboxes all have the same
 * token, and each workspace has its own: nobody waits for what another workspace did in its one.
 */
function poolOf(data: JsonObject, { poolKey, workspaceId }: Surroundings, isSandbox: boolean): PoolRef {
  // Whoever signs in by name has no token: the account is the name at its server.
  const [token = words(data, "host", "user").join("\n")] = words(data, "token");
  const whose = isSandbox ? `${token.trim()}\n${workspaceId}` : token.trim();
  return { key: poolKey(whose), limit: Number(data["limitPerMinute"]) };
}

function censored(type: CredentialType, data: JsonObject): string[] {
  const secrets = words(data, ...secretFields[type]);
  // As it stands in the header: the Base64 of both together.
  if (type === "httpBasic") secrets.push(words(data, "username", "password").join(":"));
  return spellingsOf(secrets);
}
