import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { personId, tagId } from "./ids.js";
import { done } from "./schemas.js";
import { leeloo } from "./shared.js";

export const personRemoveTag: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.removeTag",
  group: "tags",
  icon: "tag-off",
  title: say("Remove a tag", "Зняти тег", "Снять тег"),
  summary: say("Takes a tag off a person.", "Знімає тег із людини.", "Снимает тег с человека."),
  line: say("Remove the tag {tag_id}", "Зняти тег {tag_id}", "Снять тег {tag_id}"),
  effect: "idempotent",
  outside: "entry",
  params: [personId, tagId],
  person: { idParam: "person_id" },
  request: { method: "PUT", path: "/people/{person_id}/remove-tag", body: ["tag_id"] },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
