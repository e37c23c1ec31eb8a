import type { NodeDefinition, ParamDefinition } from "@leeway/engine";
import { list, mainPort, object, say, text } from "../words.js";

const email = {
  version: 1,
  kind: "action",
  group: "services",
  icon: "mail",
  credential: { types: ["smtp"] },
  ports: [mainPort],
  maxAttempts: 3,
} satisfies Partial<NodeDefinition>;

const addresses = { kind: "list", maxItems: 50, holds: "mailboxes" } as const satisfies Partial<ParamDefinition>;

export const emailMessageSend: NodeDefinition = {
  ...email,
  type: "email.message.send",
  title: say("Send an email", "Надіслати лист на пошту", "Отправить письмо на почту"),
  summary: say(
    "Writes a letter from your own mail account (SMTP): Gmail, Outlook, ukr.net or your own server.",
    "Пише лист з вашої пошти (SMTP): Gmail, Outlook, ukr.net або власний сервер.",
    "Пишет письмо с вашей почты (SMTP): Gmail, Outlook, ukr.net или собственный сервер.",
  ),
  line: say("Email “{subject}” to {to}", "Лист «{subject}» → {to}", "Письмо «{subject}» → {to}"),
  effect: "create",
  outside: "message",
  params: [
    {
      ...addresses,
      name: "to",
      required: true,
      title: say("To", "Кому", "Кому"),
      help: say(
        "One address, or several. With several, everyone sees all of them.",
        "Одна адреса або кілька. Якщо їх кілька, кожен бачить усіх.",
        "Один адрес или несколько. Если их несколько, каждый видит всех.",
      ),
      placeholder: "name@example.com",
    },
    {
      name: "subject",
      kind: "text",
      required: true,
      maxLength: 900,
      title: say("Subject", "Тема", "Тема"),
    },
    {
      name: "text",
      kind: "longText",
      required: true,
      title: say("Text", "Текст", "Текст"),
      help: say(
        "What the person reads. Insert names, sums and dates from earlier steps.",
        "Що прочитає людина. Вставляйте імена, суми й дати з попередніх кроків.",
        "Что прочитает человек. Вставляйте имена, суммы и даты из предыдущих шагов.",
      ),
    },
    {
      name: "html",
      kind: "longText",
      advanced: true,
      title: say("HTML version", "HTML-версія", "HTML-версия"),
      help: say(
        "Shown instead of the text where the mail program can. Put | escapeHtml after values of people.",
        "Показується замість тексту там, де поштова програма це вміє. Додавайте | escapeHtml після значень від людей.",
        "Показывается вместо текста там, где почтовая программа это умеет. Добавляйте | escapeHtml после значений от людей.",
      ),
    },
    {
      ...addresses,
      name: "cc",
      advanced: true,
      title: say("Copy to", "Копія", "Копия"),
    },
    {
      ...addresses,
      name: "bcc",
      advanced: true,
      title: say("Hidden copy to", "Прихована копія", "Скрытая копия"),
    },
    {
      name: "reply_to",
      kind: "email",
      advanced: true,
      title: say("Answers go to", "Відповідати на", "Отвечать на"),
      help: say(
        "Where an answer goes. Empty: to the sender.",
        "Куди піде відповідь. Порожньо: відправнику.",
        "Куда уйдёт ответ. Пусто: отправителю.",
      ),
    },
  ],
  sample: {
    messageId: "<0f8c2f7e6c4b4d0a9b1e5a7c3d2f1e0b@example.com>",
    taken: ["anna@example.com"],
    refused: [],
    reply: "250 2.0.0 OK",
  },
  outputSchema: object({ messageId: text, taken: list(text), refused: list(text), reply: text }),
};

/** Signs in and leaves: the test of a credential. */
export const emailServerCheck: NodeDefinition = {
  ...email,
  type: "email.server.check",
  unlisted: true,
  title: say("Check the mail server", "Перевірити поштовий сервер", "Проверить почтовый сервер"),
  summary: say("Signs in without sending.", "Входить, нічого не надсилаючи.", "Входит, ничего не отправляя."),
  line: say("Check the mail server", "Перевірити поштовий сервер", "Проверить почтовый сервер"),
  effect: "read",
  params: [],
  sample: { reply: "" },
  outputSchema: object({ reply: text }),
};
