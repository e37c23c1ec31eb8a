import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { personCardIds, personId } from "./ids.js";
import { personAnswer } from "./schemas.js";
import { leeloo } from "./shared.js";

const channel = { connection_id: "5e1edc3f18fc56000c0159b3", connection_status: "OK", from: "TELEGRAM" };

export const personGet: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.get",
  group: "people",
  icon: "user",
  title: say("Read a person's card", "Дані людини", "Данные человека"),
  summary: say(
    "Reads a person's channels, custom fields, managers and orders.",
    "Читає картку людини: канали, власні поля, менеджерів і замовлення.",
    "Читает карточку человека: каналы, пользовательские поля, менеджеров и заказы.",
  ),
  line: say("Read the card of {person_id}", "Прочитати картку: {person_id}", "Прочитать карточку: {person_id}"),
  effect: "read",
  params: [
    personId,
    {
      name: "include",
      kind: "list",
      advanced: true,
      default: ["contactedUsers", "orders"],
      title: say("Include", "Додати до відповіді", "Добавить в ответ"),
      help: say(
        "What else Leeloo adds to its answer, in “included”.",
        "Що ще Leeloo додасть до відповіді, у полі «included».",
        "Что ещё Leeloo добавит к ответу, в поле «included».",
      ),
      options: [
        { value: "contactedUsers", title: say("Managers", "Менеджери", "Менеджеры") },
        { value: "orders", title: say("Orders", "Замовлення", "Заказы") },
      ],
    },
  ],
  person: {
    id: "data.id",
    idParam: "person_id",
    channels: "data.accounts[].account_id",
    customFields: "data.custom_fields",
  },
  request: { method: "GET", path: "/people/{person_id}", query: ["include"] },
  ids: {
    ...personCardIds,
    "included.users[].id": { idKind: "user", label: "included.users[].name" },
    "included.orders[].id": { idKind: "order", label: "included.orders[].title" },
  },
  sample: {
    data: {
      id: "625946dd585052c1629f1b2b",
      name: "Mark Spenser",
      tags: [],
      profileImage: "NOT_DEFINED",
      gender: "NO_DATA",
      phone: "+380977451111",
      email: "Ray37@hotmail.com",
      locale: "",
      accounts: [{ account_id: "625946dd58505225f49f1b2c", ...channel }],
      subscribeHistory: [
        {
          tunnelName: "Default tunnel",
          leadgentoolName: "Default leadgentool",
          trafficSource: "Default traffic source",
          tunnelId: "5e18a2a3ed0b7a000d6c9484",
          leadgentoolId: "5e18a2a3ed0b7a000d6c9486",
          trafficSourceId: "5e18a2a3ed0b7a000d6c9488",
          accountId: "625946dd58505225f49f1b2c",
        },
      ],
      links: {
        contactedUsers: [{ type: "users", id: "60509800acc5ae000d74ce21" }],
        orders: [{ type: "orders", id: "65cf58ba1261175f8d40a75f" }],
      },
      custom_fields: [{ type: "PHONE", name: "phone", value: "+48881644207" }],
      created_at: "2022-04-15T10:20:13.546Z",
      updated_at: "2024-02-16T16:16:57.065Z",
    },
    included: {
      users: [
        {
          id: "60509800acc5ae000d74ce21",
          name: "Max",
          createdAt: "2021-03-16T11:35:28.644Z",
          updatedAt: "2024-02-19T12:59:04.460Z",
        },
      ],
      orders: [
        {
          id: "65cf58ba1261175f8d40a75f",
          title: "for API",
          price: 100,
          currency: "USD",
          status: "OPENED",
          updatedAt: "2024-02-16T12:44:42.569Z",
        },
      ],
    },
    status: 1,
  },
  outputSchema: personAnswer,
};
