import type { NodeDefinition } from "@leeway/engine";
import { list, number, object, say, text } from "../words.js";
import { leeloo } from "./shared.js";

export const tagList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.tag.list",
  group: "tags",
  icon: "tags",
  title: say("List tags", "Список тегів", "Список тегов"),
  summary: say("Reads all tags with their IDs.", "Читає всі теги з їхніми ID.", "Читает все теги с их ID."),
  line: say("All tags", "Усі теги", "Все теги"),
  effect: "read",
  params: [],
  request: { method: "GET", path: "/tags" },
  ids: { "data[].id": { idKind: "tag", label: "data[].name" } },
  sample: { status: 1, data: [{ id: "595f5d522a934035decc093d", name: "Tag #1" }] },
  outputSchema: object({ status: number, data: list(object({ id: text, name: text })) }),
};
