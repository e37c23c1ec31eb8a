import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { personId, tagId } from "./ids.js";
import { done } from "./schemas.js";
import { bodyFormat, leeloo } from "./shared.js";

export const personAddTag: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.addTag",
  group: "tags",
  icon: "tag",
  title: say("Add a tag", "Додати тег", "Добавить тег"),
  summary: say("Puts a tag on a person.", "Ставить людині тег.", "Ставит человеку тег."),
  line: say("Tag: {tag_id}", "Тег: {tag_id}", "Тег: {tag_id}"),
  effect: "idempotent",
  outside: "entry",
  params: [personId, tagId, bodyFormat],
  person: { idParam: "person_id" },
  request: { method: "PUT", path: "/people/{person_id}/add-tag", body: ["tag_id"], formChoice: true },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
