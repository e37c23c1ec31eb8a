import type { NodeDefinition } from "@leeway/engine";
import { boolean, number, object, say, text } from "../words.js";
import { telegram } from "./shared.js";

/** Characters of one message, counted after its markup (https://core.telegram.org/bots/api#sendmessage). */
export const LONGEST_MESSAGE = 4_096;

export const telegramMessageSend: NodeDefinition = {
  ...telegram,
  type: "telegram.message.send",
  title: say("Send a Telegram message", "Надіслати повідомлення в Telegram", "Отправить сообщение в Telegram"),
  summary: say(
    "Your bot writes to a person, a group or a channel in Telegram: news for the team, a summary of the day.",
    "Ваш бот пише людині, у групу чи канал Telegram: новини для команди, підсумок дня.",
    "Ваш бот пишет человеку, в группу или канал Telegram: новости для команды, итоги дня.",
  ),
  line: say("Telegram: “{text}” to {chat_id}", "Telegram: «{text}» → {chat_id}", "Telegram: «{text}» → {chat_id}"),
  effect: "create",
  outside: "message",
  params: [
    {
      name: "chat_id",
      kind: "text",
      required: true,
      title: say("Chat", "Чат", "Чат"),
      help: say(
        "Where the bot writes: choose from the chats it knows, or type the @name of a channel. The bot has to be in the group or channel; a person has to have written to it first.",
        "Куди пише бот: виберіть із чатів, які він знає, або впишіть @назву каналу. Бота треба додати в групу чи канал, а людина має першою написати йому.",
        "Куда пишет бот: выберите из чатов, которые он знает, или впишите @имя канала. Бота нужно добавить в группу или канал, а человек должен первым написать ему.",
      ),
      placeholder: "@my_channel",
      optionsFrom: {
        nodeType: "telegram.chat.list",
        items: "chats",
        value: "id",
        label: "name",
        detail: ["username", "type"],
      },
    },
    {
      name: "text",
      kind: "longText",
      required: true,
      title: say("Text", "Текст", "Текст"),
      help: say(
        "Up to 4,096 characters. Insert names, sums and dates from earlier steps.",
        "До 4096 символів. Вставляйте імена, суми й дати з попередніх кроків.",
        "До 4096 символов. Вставляйте имена, суммы и даты из предыдущих шагов.",
      ),
    },
    {
      name: "buttons",
      kind: "rows",
      title: say("Buttons with links", "Кнопки з посиланнями", "Кнопки со ссылками"),
      help: say(
        "They stand below the message, each in a row of its own.",
        "Вони стоять під повідомленням, кожна у своєму рядку.",
        "Они стоят под сообщением, каждая в своей строке.",
      ),
      maxItems: 100,
      columns: [
        { name: "text", kind: "text", required: true, title: say("On the button", "На кнопці", "На кнопке") },
        {
          name: "url",
          kind: "url",
          required: true,
          title: say("Leads to", "Куди веде", "Куда ведёт"),
          placeholder: "https://example.com",
        },
        {
          name: "beside",
          kind: "boolean",
          default: false,
          title: say("Beside the one before", "Поруч із попередньою", "Рядом с предыдущей"),
        },
      ],
    },
    {
      name: "parse_mode",
      kind: "choice",
      default: "none",
      advanced: true,
      title: say("Formatting", "Форматування", "Форматирование"),
      help: say(
        "With HTML, <b>bold</b>, <i>italic</i> and links are possible. Put | escapeHtml after values of people, so that a < in them does not stop the message.",
        "З HTML можна робити <b>жирний</b>, <i>курсив</i> і посилання. Додавайте | escapeHtml після значень від людей, щоб знак < у них не зупинив повідомлення.",
        "С HTML можно делать <b>жирный</b>, <i>курсив</i> и ссылки. Добавляйте | escapeHtml после значений от людей, чтобы знак < в них не остановил сообщение.",
      ),
      options: [
        { value: "none", title: say("As it is written", "Як написано", "Как написано") },
        { value: "HTML", title: say("HTML", "HTML", "HTML") },
        { value: "MarkdownV2", title: say("MarkdownV2", "MarkdownV2", "MarkdownV2") },
      ],
    },
    {
      name: "disable_preview",
      kind: "boolean",
      default: false,
      advanced: true,
      title: say("No preview of links", "Без попереднього перегляду посилань", "Без предпросмотра ссылок"),
    },
    {
      name: "disable_notification",
      kind: "boolean",
      default: false,
      advanced: true,
      title: say("Without sound", "Без звуку", "Без звука"),
    },
  ],
  sample: {
    ok: true,
    result: {
      message_id: 4211,
      date: 1_768_469_400,
      chat: { id: -1_001_234_567_890, type: "channel", title: "Sales", username: "my_channel" },
      text: "12 orders today, 18,400 UAH",
    },
  },
  outputSchema: object({
    ok: boolean,
    result: object({ message_id: number, date: number, chat: object({ id: number, type: text }), text }),
  }),
};
