import type { Effect } from "../definition.js";
import type { Json } from "../json.js";
import type { HttpRequest, MailRequest, StandIn } from "../ports.js";
import type { Rehearsed } from "../run/events.js";

/** The log holds the resolved params as well: of a long body its beginning tells enough. */
const LONGEST_BODY = 16_384;

/** A call of a rehearsal: what is told of it, and what goes out for it, if anything does. */
export interface Rehearsal {
  told: Rehearsed;
  request: HttpRequest | undefined;
}

/**
 * The one rule of a rehearsal: what has a stand-in goes to the stand-in; of everything else only what reads goes out, and
 * what would write is shown and not sent.
 */
export function rehearse(
  request: HttpRequest,
  effect: Effect,
  standIn: StandIn | undefined,
  names: ReadonlySet<string>,
): Rehearsal {
  const { method, url } = request;
  const body = bodyOf(request);
  const sent = standIn ? "sandbox" : effect === "read" ? "asIs" : "nothing";
  const told: Rehearsed = {
    method,
    url: standIn && url.startsWith(standIn.at) ? `${standIn.for}${url.slice(standIn.at.length)}` : url,
    ...(body !== undefined && { body }),
    sent,
    ...(standIn?.note && { note: standIn.note }),
    ...(names.size > 0 && { names: [...names] }),
  };
  return { told, request: sent === "nothing" ? undefined : toStandIn(request, standIn) };
}

/** A letter as a call, for people to see. */
export function shownAs({ server, letter }: MailRequest): HttpRequest {
  const url = `smtp://${server.host}:${server.port}`;
  return { method: "SMTP", url, headers: {}, ...(letter && { body: JSON.stringify(letter) }) };
}

/** The same call, marked for the stand-in where there is one. */
export function toStandIn(request: HttpRequest, standIn: StandIn | undefined): HttpRequest {
  return standIn ? { ...request, headers: { ...request.headers, ...standIn.headers } } : request;
}

function bodyOf({ body }: HttpRequest): Json | undefined {
  if (body === undefined) return undefined;
  if (typeof body !== "string") return `… (${body.length} B)`;
  if (body.length > LONGEST_BODY) return `${body.slice(0, LONGEST_BODY)}…`;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
