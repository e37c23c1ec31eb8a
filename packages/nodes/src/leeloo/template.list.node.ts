import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { categoryId } from "./ids.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    templates: [
      { id: "5e42be758d4fff000cafe6ef", message_name: "test template 2" },
      { id: "5e42be688d4fff000cafe5cc", message_name: "test template 1" },
    ],
  },
  status: 1,
};

export const templateList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.template.list",
  group: "templates",
  icon: "list-details",
  title: say("List templates", "Список шаблонів", "Список шаблонов"),
  summary: say(
    "Reads the message templates of a category.",
    "Читає шаблони повідомлень з однієї категорії.",
    "Читает шаблоны сообщений из одной категории.",
  ),
  line: say("Templates in {category_id}", "Шаблони з категорії {category_id}", "Шаблоны из категории {category_id}"),
  effect: "read",
  params: [categoryId],
  request: { method: "GET", path: "/categories/templates/{category_id}" },
  ids: { "data.templates[].id": { idKind: "template", label: "data.templates[].message_name" } },
  sample,
  outputSchema: schemaOf(sample),
};
