import type { CustomFetch } from "openid-client";
import type { Http } from "@leeway/engine";

const TIMEOUT_MS = 10_000;
const never = { requested: false, onRequest: () => () => {} };
/** Answers that have no body (Fetch standard). */
const bodiless = new Set([204, 205, 304]);

/** No answer came, or one that says that the issuer cannot answer now. */
export class Unanswered extends Error {}

/** The way out as the library wants it: the same checks of addresses as for every other request, and no redirects. */
export const guardedFetch =
  (http: Http): CustomFetch =>
  async (url, { method, headers, body }) => {
    const answer = await http.send({
      method,
      url,
      headers: Object.fromEntries(new Headers(headers)),
      ...(body !== undefined && body !== null && { body: textOf(body) }),
      timeoutMs: TIMEOUT_MS,
      fresh: false,
      allowedHosts: undefined,
      cancellation: never,
      beforeWrite: () => true,
    });
    if (answer.kind !== "answered") throw new Unanswered(`${answer.error.code} ${JSON.stringify(answer.error.values)}`);
    if (answer.status >= 500) throw new Unanswered(`the issuer answered ${answer.status}`);
    return new Response(bodiless.has(answer.status) ? null : answer.body, {
      status: answer.status,
      headers: answer.headers,
    });
  };

function textOf(body: NonNullable<Parameters<CustomFetch>[1]["body"]>): string | Uint8Array {
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error("a body of this kind is not sent");
}
