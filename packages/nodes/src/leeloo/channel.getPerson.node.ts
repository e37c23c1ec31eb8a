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
  title: say("Get the person of a channel", "Отримати людину за каналом", "Получить человека по каналу"),
  summary: say(
    "Reads the card of the person behind a channel: gives the person's id where only account_id is known.",
    "Читає картку людини, якій належить канал: дає ID людини, коли відомий лише account_id.",
    "Читает карточку человека, которому принадлежит канал: даёт ID человека, когда известен только account_id.",
  ),
  line: say("Whose channel is {account_id}", "Чий канал {account_id}", "Чей канал {account_id}"),
  effect: "read",
  params: [
    {
      ...accountId,
      help: say(
        "The channel whose person is wanted, for example trigger.data.account_id from an event of Leeloo.",
        "Канал, власника якого треба знайти, наприклад trigger.data.account_id із події Leeloo.",
        "Канал, владельца которого нужно найти, например trigger.data.account_id из события Leeloo.",
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
