import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { accountId } from "./ids.js";
import { done } from "./schemas.js";
import { leeloo } from "./shared.js";

export const messageSend: NodeDefinition = {
  ...leeloo,
  type: "leeloo.message.send",
  group: "messages",
  icon: "send",
  title: say("Send a message", "Надіслати повідомлення", "Отправить сообщение"),
  summary: say(
    "Writes to a person in the channel where they talk to you.",
    "Пише людині в канал, у якому вона з вами спілкується.",
    "Пишет человеку в канал, в котором он с вами общается.",
  ),
  line: say("Send “{text}” to {account_id}", "Надіслати «{text}» → {account_id}", "Отправить «{text}» → {account_id}"),
  effect: "create",
  outside: "message",
  params: [
    accountId,
    {
      name: "text",
      kind: "longText",
      required: true,
      maxLength: 10_000,
      title: say("Text", "Текст", "Текст"),
      help: say(
        "What the person reads. Insert names, sums and dates from earlier steps.",
        "Що прочитає людина. Вставляйте імена, суми й дати з попередніх кроків.",
        "Что прочитает человек. Вставляйте имена, суммы и даты из предыдущих шагов.",
      ),
    },
  ],
  request: { method: "POST", path: "/messages/send-message", body: ["account_id", "text"] },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
