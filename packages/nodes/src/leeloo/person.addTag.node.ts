import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { bodyFormat, done, leeloo, personId, tags } from "./shared.js";

export const personAddTag: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.addTag",
  group: "tags",
  icon: "tag",
  title: say("Add a tag", "Додати тег", "Добавить тег"),
  summary: say("Puts a tag on a person.", "Ставить людині тег.", "Ставит человеку тег."),
  line: say("Tag: {tag_id}", "Тег: {tag_id}", "Тег: {tag_id}"),
  effect: "idempotent",
  params: [
    personId,
    {
      name: "tag_id",
      kind: "id",
      idKind: "tag",
      required: true,
      title: say("Tag", "Тег", "Тег"),
      help: say(
        "Choose by name; Leeloo takes the tag's id (Settings → Tags → Copy ID).",
        "Виберіть за назвою; Leeloo приймає ID тегу (Налаштування → Теги → Скопіювати ID).",
        "Выберите по названию; Leeloo принимает ID тега (Настройки → Теги → Скопировать ID).",
      ),
      optionsFrom: tags,
    },
    bodyFormat,
  ],
  request: { method: "PUT", path: "/people/{person_id}/add-tag", body: ["tag_id"], formChoice: true },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
