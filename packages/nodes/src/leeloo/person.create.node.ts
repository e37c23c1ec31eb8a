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
    "Adds a new person to Leeloo. Look for the person first: adding twice makes a duplicate.",
    "Додає нову людину в Leeloo. Спершу пошукайте її: якщо додати вдруге, з’явиться двійник.",
    "Добавляет нового человека в Leeloo. Сначала поищите его: если добавить повторно, появится двойник.",
  ),
  line: say("Add {name} {phone}", "Нова людина {name} {phone}", "Новый человек {name} {phone}"),
  effect: "create",
  outside: "entry",
  params: [
    {
      name: "name",
      kind: "text",
      required: true,
      maxLength: 255,
      title: say("Name", "Ім’я", "Имя"),
      help: say(
        "The name as it will appear in Leeloo.",
        "Так ім’я буде записано в Leeloo.",
        "Так имя будет записано в Leeloo.",
      ),
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
        "Your colleagues who look after this person.",
        "Ваші колеги, які ведуть цю людину.",
        "Ваши коллеги, которые ведут этого человека.",
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
