import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { accountId, personCardIds } from "./ids.js";
import { personAnswer } from "./schemas.js";
import { leeloo } from "./shared.js";

export const channelGetPerson: NodeDefinition = {
  ...leeloo,
  type: "leeloo.channel.getPerson",
  group: "channels",
  icon: "user-question",
  title: say("Find a person by channel", "Знайти людину за каналом", "Найти человека по каналу"),
  summary: say(
    "Reads the card of the person behind a channel, for example when an event names only the channel.",
    "Читає картку людини, якій належить канал, — наприклад, коли подія називає лише канал.",
    "Читает карточку человека, которому принадлежит канал, — например, когда событие называет только канал.",
  ),
  line: say("Whose channel is {account_id}", "Чий канал {account_id}", "Чей канал {account_id}"),
  effect: "read",
  params: [
    {
      ...accountId,
      help: say(
        "The step finds out whose channel this is. Take the channel from an event or an earlier step, or paste the chat's link.",
        "Крок знайде, чий це канал. Візьміть канал із події чи попереднього кроку або вставте посилання на чат.",
        "Шаг найдёт, чей это канал. Возьмите канал из события или предыдущего шага либо вставьте ссылку на чат.",
      ),
    },
  ],
  person: {
    id: "data.id",
    channelParam: "account_id",
    channels: "data.accounts[].account_id",
    customFields: "data.custom_fields",
  },
  request: { method: "GET", path: "/communication-channels/{account_id}/person" },
  ids: personCardIds,
  sample: {
    data: {
      id: "617fd5cc1cc06d2ae24dd9eb",
      name: "Mark Down",
      tags: ["Tag 26"],
      profileImage:
        "https://static.leeloo.ai/images/5e18a2a3ed0b7a000d6c9446/abd88bd0-3b0a-11ec-82ee-bb08992a1760%5B571x1100%5Djpg",
      gender: "OTHER",
      phone: "+380977751199",
      email: "useremail@gmail.com",
      locale: "ru_RU",
      accounts: [
        {
          account_id: "617fd5cc1cc06d42c94dd9ec",
          connection_id: "61308ac5d087cbc40f1e478d",
          connection_status: "OK",
          from: "FACEBOOK",
        },
      ],
      subscribeHistory: [
        {
          tunnelName: "for list",
          leadgentoolName: "New LGT",
          trafficSource: "Default traffic source",
          tunnelId: "617fa515557acb4a2472c560",
          leadgentoolId: "617fa612925d13644ae58e55",
          trafficSourceId: "617fa612925d1341eee58e58",
          accountId: "617fd5cc1cc06d42c94dd9ec",
        },
      ],
      links: {
        contactedUsers: [{ type: "users", id: "60509800acc5ae000d74ce21" }],
        orders: [{ type: "orders", id: "618280605402c96fa86c125a" }],
      },
      custom_fields: [],
      created_at: "2021-11-01T11:55:56.358Z",
      updated_at: "2024-02-02T12:07:54.882Z",
    },
    included: {},
    status: 1,
  },
  outputSchema: personAnswer,
};
