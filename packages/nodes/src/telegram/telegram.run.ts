import {
  isObject,
  type Json,
  type JsonObject,
  type NodeRunner,
  type OpenSecret,
  type HttpRequest,
  type StepOutcome,
  type StepTools,
} from "@leeway/engine";
import { failed, jsonOfAnswer, withoutAnswer } from "../answer.js";
import { textOf } from "../words.js";
import { judge } from "./judge.js";
import { LONGEST_MESSAGE } from "./message.send.node.js";

/** Sends as the bot; what comes back is the answer of the Bot API, `{ ok, result }`. */
const messageSend: NodeRunner = {
  type: "telegram.message.send",
  async run(params, tools) {
    const { text, parse_mode: mode } = params;
    // With markup its length is known to Telegram alone.
    if (mode === "none" && Array.from(textOf(text)).length > LONGEST_MESSAGE)
      return failed({ code: "param.tooLong", values: { limit: LONGEST_MESSAGE }, param: "text" });
    return call("sendMessage", bodyOf(params), tools, tools.http);
  },
};

const botGet: NodeRunner = {
  type: "telegram.bot.get",
  run: (_params, tools) => call("getMe", {}, tools, tools.http),
};

/**
 * Telegram has no list of a bot's chats: they are gathered from what came to it. Without `offset` nothing is taken from
 * whoever else reads these updates (https://core.telegram.org/bots/api#getupdates).
 */
const chatList: NodeRunner = {
  type: "telegram.chat.list",
  async run(_params, tools) {
    const outcome = await call("getUpdates", { timeout: 0, limit: 100 }, tools, tools.http);
    if (outcome.kind !== "done") return outcome;
    const { result } = outcome.output as JsonObject;
    return { kind: "done", output: { chats: chatsIn(Array.isArray(result) ? result : []) } };
  },
};

export const telegramRunners = [messageSend, botGet, chatList];

/** One call of the Bot API (https://core.telegram.org/bots/api#making-requests). */
async function call(
  method: string,
  body: JsonObject,
  tools: Pick<StepTools, "secret" | "now">,
  send: StepTools["http"],
): Promise<StepOutcome> {
  const { secret } = tools;
  if (!secret) return failed({ code: "credential.missing", values: { service: "Telegram", types: "telegramBot" } });
  const answer = await send(describe(method, body, secret));
  if (answer.kind !== "answered") return withoutAnswer(answer);
  return judge(answer, jsonOfAnswer(answer.body)?.value, tools);
}

function describe(method: string, body: JsonObject, { data }: OpenSecret): HttpRequest {
  const base = textOf(data["baseUrl"]).replace(/\/+$/, "");
  return {
    method: "POST",
    url: `${base}/bot${textOf(data["token"]).trim()}/${method}`,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  };
}

function bodyOf(params: JsonObject): JsonObject {
  const { chat_id: chat = null, text = null, parse_mode: mode = "none", buttons } = params;
  return {
    chat_id: chat,
    text,
    ...(mode !== "none" && { parse_mode: mode }),
    ...(params["disable_preview"] === true && { link_preview_options: { is_disabled: true } }),
    ...(params["disable_notification"] === true && { disable_notification: true }),
    ...(Array.isArray(buttons) && { reply_markup: { inline_keyboard: keyboardOf(buttons) } }),
  };
}

/** Rows of buttons, as they stand below a message. */
function keyboardOf(buttons: readonly Json[]): Json[][] {
  const rows: Json[][] = [];
  for (const button of buttons.filter(isObject)) {
    const { text = "", url = "", beside } = button;
    const last = rows.at(-1);
    if (beside === true && last) last.push({ text, url });
    else rows.push([{ text, url }]);
  }
  return rows;
}

/** Updates carry their chat in what happened: a message, a post of a channel, the bot's being added somewhere. */
function chatsIn(updates: readonly Json[]): Json[] {
  const chats = new Map<Json, Json>();
  for (const update of updates.toReversed().filter(isObject))
    for (const happened of Object.values(update)) {
      const chat = isObject(happened) ? happened["chat"] : undefined;
      if (!isObject(chat) || chats.has(chat["id"] ?? null)) continue;
      const { id = null, type = "", title, username } = chat;
      const person = [chat["first_name"], chat["last_name"]].filter((name) => typeof name === "string").join(" ");
      const name = typeof title === "string" ? title : person;
      chats.set(id, { id, name, type, ...(typeof username === "string" && { username: `@${username}` }) });
    }
  return [...chats.values()];
}
