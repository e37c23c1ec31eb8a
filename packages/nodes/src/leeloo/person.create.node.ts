import type { NodeDefinition } from "@leeway/engine";
import { list, number, object, say, text } from "../words.js";
import { leadgentoolOfTunnel, users } from "./ids.js";
import { email, leeloo, phone } from "./shared.js";

export const personCreate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.create",
  group: "people",
  icon: "user-plus",
  title: say("Add a person", "Додати людину", "Добавить человека"),
  summary: say(
    "Adds a new subscriber to Leeloo. Find the person first: adding twice makes two.",
    "Додає нового підписника в Leeloo. Спершу пошукайте людину: друге додавання створить двійника.",
    "Добавляет нового подписчика в Leeloo. Сначала поищите человека: второе добавление создаст двойника.",
  ),
  line: say("Add {name} {phone}", "Додати {name} {phone}", "Добавить {name} {phone}"),
  effect: "create",
  params: [
    {
      name: "name",
      kind: "text",
      required: true,
      maxLength: 255,
      title: say("Name", "Ім’я", "Имя"),
      help: say("As it will stand in Leeloo.", "Як воно буде записане в Leeloo.", "Как оно будет записано в Leeloo."),
    },
    email,
    phone,
    ...leadgentoolOfTunnel,
    {
      name: "connected_users_ids",
      kind: "list",
      advanced: true,
      idKind: "user",
      title: say("Managers", "Менеджери", "Менеджеры"),
      help: say(
        "The users who look after this person.",
        "Користувачі, які ведуть цю людину.",
        "Пользователи, которые ведут этого человека.",
      ),
      optionsFrom: users,
    },
  ],
  person: { id: "data.person_id", channels: "data.id" },
  request: {
    method: "POST",
    path: "/people",
    body: ["name", "email", "phone", "leadgentool_id", "connected_users_ids"],
  },
  ids: {
    "data.id": { idKind: "account", label: "data.from" },
    "data.person_id": { idKind: "person", label: "data.name" },
  },
  sample: {
    data: {
      id: "60a4bcd7bc45b806ac3b1a4a",
      person_id: "60a4bcd7bc45b83b6e3b1a49",
      name: "Feliks",
      tags: [],
      from: "MANUAL",
      botStatus: "BOT",
      connectionStatus: "OK",
      gender: "NOT_DEFINED",
      phone: "+380953066789",
      email: "feliks@gmail.com",
      locale: "",
      subscribeHistory: [],
      createdAt: "2021-05-19T07:23:03.546Z",
      updatedAt: "2021-05-19T07:23:03.546Z",
    },
    status: 1,
  },
  outputSchema: object({
    data: object({
      id: text,
      person_id: text,
      name: text,
      tags: list(text),
      from: text,
      botStatus: text,
      connectionStatus: text,
      gender: text,
      phone: text,
      email: text,
      locale: text,
      subscribeHistory: list(object({})),
      createdAt: text,
      updatedAt: text,
    }),
    status: number,
  }),
};
