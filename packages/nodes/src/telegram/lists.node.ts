import type { NodeDefinition } from "@leeway/engine";
import { boolean, list, number, object, say, text } from "../words.js";
import { telegram } from "./shared.js";

/** The chats from which something came to the bot in the last day: what Telegram keeps for it. */
export const telegramChatList: NodeDefinition = {
  ...telegram,
  type: "telegram.chat.list",
  unlisted: true,
  title: say("Chats of the bot", "Чати бота", "Чаты бота"),
  summary: say(
    "Reads in which chats the bot was written to lately.",
    "Читає, у яких чатах боту нещодавно писали.",
    "Читает, в каких чатах боту недавно писали.",
  ),
  line: say("Chats of the bot", "Чати бота", "Чаты бота"),
  effect: "read",
  params: [],
  sample: { chats: [{ id: -1_001_234_567_890, name: "Sales", username: "@my_channel", type: "channel" }] },
  outputSchema: object({ chats: list(object({ id: number, name: text, username: text, type: text })) }),
};

/** Whose token it is. */
export const telegramBotGet: NodeDefinition = {
  ...telegram,
  type: "telegram.bot.get",
  unlisted: true,
  title: say("About the bot", "Про бота", "О боте"),
  summary: say("Reads the bot's name.", "Читає ім’я бота.", "Читает имя бота."),
  line: say("About the bot", "Про бота", "О боте"),
  effect: "read",
  params: [],
  sample: { ok: true, result: { id: 123_456_789, is_bot: true, first_name: "Shop", username: "shop_bot" } },
  outputSchema: object({ ok: boolean, result: object({ id: number, first_name: text, username: text }) }),
};
