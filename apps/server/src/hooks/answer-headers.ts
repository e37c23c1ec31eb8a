import type { Json, JsonObject } from "@leeway/engine";
import { nobodysPage } from "../problems/page-headers.js";

/** An answer made by a workflow is nobody's page: scripts in it never run, and browsers do not guess its type. */
export const doorHeaders = {
  "content-security-policy": nobodysPage,
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
};

/** Belong to the connection, or bind browsers for the whole origin beyond this answer: a workflow must not set them. */
const ownHeaders = new Set(
  (
    "connection content-length date keep-alive te trailer transfer-encoding upgrade " +
    "alt-svc clear-site-data content-security-policy nel report-to reporting-endpoints service-worker-allowed " +
    "set-cookie strict-transport-security x-content-type-options"
  ).split(" "),
);
/** RFC 9110, 5.6.2. */
const isName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/**
 * The headers of an answer that can be sent, in lower case. The run is done by now: a header that none can be is left out, since a
 * refusal would make the caller send its event again.
 */
export function answerHeaders(headers: JsonObject): [name: string, value: string][] {
  return Object.entries(headers)
    .filter(([name]) => isName.test(name) && !ownHeaders.has(name.toLowerCase()))
    .map(([name, value]) => [name.toLowerCase(), sendable(value)]);
}

/** One line without control characters; letters beyond ASCII go out as UTF-8, for which Node wants one character a byte. */
function sendable(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // oxlint-disable-next-line no-control-regex -- these are what must not get through
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]+/g, " "), "utf8").toString("latin1");
}
