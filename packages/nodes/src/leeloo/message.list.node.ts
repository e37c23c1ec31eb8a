import type { NodeDefinition } from "@leeway/engine";
import { boolean, list, number, object, say, text } from "../words.js";
import { accountId } from "./ids.js";
import { meta } from "./schemas.js";
import { leeloo, paging } from "./shared.js";

export const messageList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.message.list",
  group: "messages",
  icon: "messages",
  title: say("Read a chat", "Прочитати чат", "Прочитать чат"),
  summary: say(
    "Reads the messages of a person's channel, the latest first.",
    "Читає повідомлення з каналу людини, найновіші першими.",
    "Читает сообщения из канала человека, сначала новые.",
  ),
  line: say("Messages of {person_id}", "Повідомлення з {person_id}", "Сообщения из {person_id}"),
  effect: "read",
  params: [
    {
      ...accountId,
      name: "person_id",
      help: say(
        "The channel to read, not the person: account_id from “Find people”, or id from “Add a person”.",
        "Який канал читати, а не чий: account_id із кроку «Знайти людей» або id із кроку «Додати людину».",
        "Какой канал читать, а не чей: account_id из шага «Найти людей» или id из шага «Добавить человека».",
      ),
    },
    ...paging,
  ],
  person: { channelParam: "person_id" },
  request: {
    method: "GET",
    path: "/communication-channels/{person_id}/chat-messages",
    query: ["limit", "offset"],
    list: { items: "data" },
  },
  sample: {
    data: [
      {
        id: "5e3bf8d6c6ed91000c8534ae",
        text: "Test API v.1 message template",
        type: "YOUR_MESSAGE",
        read: true,
        createdAt: "2020-02-06T11:30:30.035Z",
        updatedAt: "2020-02-06T11:30:30.035Z",
      },
      {
        id: "5e3beba47fa862000e3b4d05",
        text: "API message",
        type: "YOUR_MESSAGE",
        read: true,
        createdAt: "2020-02-06T10:34:12.230Z",
        updatedAt: "2020-02-06T10:34:12.230Z",
      },
    ],
    meta: { limit: 3, offset: 0, filteredCount: 3, totalCount: 52 },
    status: 1,
  },
  outputSchema: object({
    data: list(object({ id: text, text, type: text, read: boolean, createdAt: text, updatedAt: text })),
    meta,
    status: number,
  }),
};
