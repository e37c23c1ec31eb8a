import type { StepError } from "@leeway/engine";
import { matchesHost } from "./addresses.js";

/** What outgoing requests may reach beyond the open internet. */
export interface OutgoingRules {
  /** `host` or `host:port`, from LEEWAY_ALLOW_PRIVATE_HOSTS. */
  allowPrivateHosts: readonly string[];
  /** Origin and path of the built-in sandbox, e.g. `http://127.0.0.1:3000/sandbox/`; undefined when it is off. */
  sandbox: () => string | undefined;
  /** What tells the built-in sandbox that a call is this process's own, and whose; no other address is ever sent it. */
  sandboxHeaders?: (workspaceId: string | undefined) => Record<string, string>;
  /** Bytes of an answer that are read at most; 5 MB where nothing is said. */
  largestAnswer?: number;
}

/** A URL that may be called. */
export interface Target {
  url: URL;
  /** It may lead to a private address. */
  mayBePrivate: boolean;
  /** It is the built-in sandbox. */
  isSandbox: boolean;
}

/** Reads a URL and checks what can be known before its name is looked up. */
export function checkUrl(
  text: string,
  allowedHosts: readonly string[] | undefined,
  rules: OutgoingRules,
): Target | StepError {
  const url = read(text);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.hostname === "" || url.username || url.password)
    return { code: "request.badUrl", values: { url: shown(text) } };
  if (allowedHosts && !matchesHost(allowedHosts, url))
    return { code: "credential.hostNotAllowed", values: { host: url.host } };
  const sandbox = isSandbox(url, rules);
  return { url, mayBePrivate: matchesHost(rules.allowPrivateHosts, url) || sandbox, isSandbox: sandbox };
}

/** By path as well: the sandbox shares its port with the rest of Leeway, which trusts its own machine more. */
function isSandbox(url: URL, rules: OutgoingRules): boolean {
  const sandbox = rules.sandbox();
  return sandbox !== undefined && url.href.startsWith(folderOf(sandbox));
}

let lastSandbox = { text: "", folder: "" };

/** Read as a URL as well: port 80 is not written in one, and hosts have small letters there. It is the same for every call. */
function folderOf(text: string): string {
  if (lastSandbox.text !== text) lastSandbox = { text, folder: new URL(text.endsWith("/") ? text : `${text}/`).href };
  return lastSandbox.folder;
}

/** Whether it can be read is as dear to ask as to read it. */
function read(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** A URL as an error may show it: without user, password and query, which may carry secrets. */
function shown(text: string): string {
  return text
    .replace(/[?#].*$/s, "")
    .replace(/\/\/[^/]*@/, "//")
    .slice(0, 200);
}
