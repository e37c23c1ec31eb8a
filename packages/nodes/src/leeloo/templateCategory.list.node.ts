import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    categories: [
      { id: "5e3bf3fdb70492000f72cd6c", name: "Category 1" },
      { id: "5e18a2a3ed0b7a000d6c948f", name: "Category 2" },
    ],
  },
  status: 1,
};

export const templateCategoryList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.templateCategory.list",
  group: "templates",
  icon: "folders",
  title: say("List template categories", "Список категорій шаблонів", "Список категорий шаблонов"),
  summary: say(
    "Reads the categories of message templates.",
    "Читає категорії шаблонів повідомлень.",
    "Читает категории шаблонов сообщений.",
  ),
  line: say("All template categories", "Усі категорії шаблонів", "Все категории шаблонов"),
  effect: "read",
  params: [],
  request: { method: "GET", path: "/categories/templates" },
  ids: { "data.categories[].id": { idKind: "category", label: "data.categories[].name" } },
  sample,
  outputSchema: schemaOf(sample),
};
