import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leeloo, paging } from "./shared.js";

const sample = {
  status: 1,
  data: [
    {
      id: "445f5d522a934035decc093d",
      name: "Igor",
      createdAt: "2015-04-02T14:20Z",
      updatedAt: "2015-04-02T14:20Z",
    },
    {
      id: "125f5d522a934035decc093d",
      name: "Alexey",
      createdAt: "2015-04-02T14:20Z",
      updatedAt: "2015-04-02T14:20Z",
    },
  ],
  meta: { totalCount: 1, filteredCount: 1, limit: 20, offset: 0 },
};

export const userList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.user.list",
  group: "users",
  icon: "users-group",
  title: say("List users", "Список користувачів", "Список пользователей"),
  summary: say(
    "Reads your team in Leeloo: managers and administrators, not subscribers.",
    "Читає вашу команду в Leeloo: менеджерів та адміністраторів, а не підписників.",
    "Читает вашу команду в Leeloo: менеджеров и администраторов, а не подписчиков.",
  ),
  line: say("All users", "Усі користувачі", "Все пользователи"),
  effect: "read",
  params: paging,
  request: { method: "GET", path: "/users", query: ["limit", "offset"], list: { items: "data" } },
  ids: { "data[].id": { idKind: "user", label: "data[].name" } },
  sample,
  outputSchema: schemaOf(sample),
};
