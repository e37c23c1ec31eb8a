import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { personId } from "./ids.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    created_by: "5b9f63e3d244d2000e276957",
    company_id: "5b9f63e3d244d2000e27692f",
    text: "some text",
    entity_id: "5da5998fcecdb311d73d3049",
    entity_type: "PERSON",
    created_at: "2020-01-30T10:08:50.677Z",
    updated_at: "2020-01-30T10:08:50.677Z",
    id: "5e32ab3228faf61fc396f625",
  },
  status: 1,
};

export const personAddComment: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.addComment",
  group: "people",
  icon: "note",
  title: say("Add a comment", "Додати коментар", "Добавить комментарий"),
  summary: say(
    "Leaves a note for your colleagues on a person's card.",
    "Залишає нотатку для ваших колег у картці людини.",
    "Оставляет заметку для ваших коллег в карточке человека.",
  ),
  line: say(
    "Comment “{comment}” on {person_id}",
    "Коментар «{comment}» → {person_id}",
    "Комментарий «{comment}» → {person_id}",
  ),
  effect: "create",
  outside: "entry",
  params: [
    personId,
    {
      name: "comment",
      kind: "longText",
      required: true,
      maxLength: 10_000,
      title: say("Comment", "Коментар", "Комментарий"),
      help: say("The person does not see it.", "Сама людина його не бачить.", "Сам человек его не видит."),
    },
  ],
  person: { idParam: "person_id" },
  request: { method: "PUT", path: "/people/{person_id}/add-comment", body: ["comment"] },
  ids: { "data.created_by": { idKind: "user" }, "data.entity_id": { idKind: "person" } },
  sample,
  outputSchema: schemaOf(sample),
};
