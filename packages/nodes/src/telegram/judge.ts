import { isObject, type Json, type StepError, type StepOutcome, type StepTools } from "@leeway/engine";
import { excerpt, failed, statusCause, type Answered } from "../answer.js";
import { textOf } from "../words.js";

const values = { service: "Telegram", help: "telegram" };

/**
 * What the Bot API says in words only: `description` has no code of its own
 * (https://core.telegram.org/bots/api#making-requests; the words as the Bot API server writes them).
 */
const said: readonly (readonly [RegExp, StepError])[] = [
  [/message is too long/i, { code: "param.tooLong", values: { limit: 4_096 }, param: "text" }],
  [/can't parse entities/i, { code: "telegram.badMarkup", values, param: "text" }],
  [/chat not found|chat_id is empty|PEER_ID_INVALID/i, { code: "telegram.noChat", values, param: "chat_id" }],
  [/button_?\s?url|inline keyboard button/i, { code: "telegram.badButton", values, param: "buttons" }],
  [/rights|not a member|was kicked/i, { code: "telegram.noRights", values, param: "chat_id" }],
  [/blocked by the user|user is deactivated|can't initiate/i, { code: "telegram.blocked", values, param: "chat_id" }],
  [/webhook is active/i, { code: "telegram.webhook", values }],
];

/** What an answer of the Bot API means: `ok`, or why not. Its pause after 429 stands in the body. */
export function judge(
  answer: Answered,
  body: Json | undefined,
  { secret, now }: Pick<StepTools, "secret" | "now">,
): StepOutcome {
  const { status } = answer;
  if (status >= 300 && status < 400) return failed({ code: "request.redirected", values: { ...values, status } });
  if (!isObject(body)) {
    const shown = { ...values, status, answer: excerpt(answer.body, secret) };
    if (status >= 500) return failed({ code: "service.down", values: shown }, statusCause(answer, now));
    return failed({ code: "service.notJson", values: shown }, status < 300 ? undefined : statusCause(answer, now));
  }
  if (body["ok"] === true && status < 300) return { kind: "done", output: body };
  const description = typeof body["description"] === "string" ? body["description"] : answer.body;
  const parameters = isObject(body["parameters"]) ? body["parameters"] : {};
  const pause = parameters["retry_after"];
  const cause = statusCause(answer, now);
  const timed =
    typeof pause === "number" && cause.kind === "status" ? { ...cause, retryAfterMs: pause * 1_000 } : cause;
  return failed(errorOf(status, description, parameters["migrate_to_chat_id"], secret), timed);
}

function errorOf(
  status: number,
  description: string,
  movedTo: Json | undefined,
  secret: StepTools["secret"],
): StepError {
  const shown = { ...values, status, answer: excerpt(description, secret) };
  if (movedTo !== undefined)
    return { code: "telegram.moved", values: { ...shown, chat: textOf(movedTo) }, param: "chat_id" };
  // A token of the wrong form is an address that does not exist.
  if (status === 401 || status === 404) return { code: "service.tokenRefused", values: shown };
  if (status === 429) return { code: "service.limited", values: shown };
  if (status >= 500) return { code: "service.down", values: shown };
  const known = said.find(([words]) => words.test(description))?.[1];
  return known ? { ...known, values: { ...shown, ...known.values } } : { code: "service.rejected", values: shown };
}
