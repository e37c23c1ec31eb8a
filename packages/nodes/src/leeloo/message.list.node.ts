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
    "Reads the messages of a person's channel, newest first.",
    "Читає повідомлення з каналу людини, спершу найновіші.",
    "Читает сообщения из канала человека, сначала новые.",
  ),
  line: say("Messages of {person_id}", "Повідомлення: {person_id}", "Сообщения: {person_id}"),
  effect: "read",
  params: [
    {
      ...accountId,
      name: "person_id",
      help: say(
        "The channel to read. Choose by name, paste the chat's link, or take the channel from an earlier step.",
        "Канал, який треба прочитати. Виберіть за ім’ям, вставте посилання на чат або візьміть канал із попереднього кроку.",
        "Канал, который нужно прочитать. Выберите по имени, вставьте ссылку на чат или возьмите канал из предыдущего шага.",
      ),
    },
    ...paging,
  ],
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
