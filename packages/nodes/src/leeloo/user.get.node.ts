import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { userId } from "./ids.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    id: "632af797bd3cc466fe1af584",
    name: "John Mack",
    createdAt: "2022-09-21T11:37:59.353Z",
    updatedAt: "2022-09-27T12:26:12.786Z",
  },
  status: 1,
};

export const userGet: NodeDefinition = {
  ...leeloo,
  type: "leeloo.user.get",
  group: "users",
  icon: "user-cog",
  title: say("Read a user", "Дані користувача", "Данные пользователя"),
  summary: say(
    "Reads one user of your team in Leeloo.",
    "Читає дані одного користувача з вашої команди в Leeloo.",
    "Читает данные одного пользователя из вашей команды в Leeloo.",
  ),
  line: say("Read the user {user_id}", "Прочитати користувача {user_id}", "Прочитать пользователя {user_id}"),
  effect: "read",
  params: [userId],
  request: { method: "GET", path: "/users/{user_id}" },
  ids: { "data.id": { idKind: "user", label: "data.name" } },
  sample,
  outputSchema: schemaOf(sample),
};
