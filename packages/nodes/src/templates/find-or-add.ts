import { say } from "../words.js";
import type { WorkflowTemplate } from "./template.js";

/** The steps that make sure that whoever filled in a form is in Leeloo: looked for by phone, added where nobody is found. */
export const findOrAdd: WorkflowTemplate["steps"] = [
  {
    id: "find",
    type: "leeloo.person.list",
    name: say("Find by phone", "Знайти за телефоном", "Найти по телефону"),
    at: [1, 0],
    params: { "filter[phone]": "{{ trigger.body.phone }}", limit: 1 },
  },
  {
    id: "known",
    type: "logic.if",
    name: say("Already in Leeloo?", "Уже є в Leeloo?", "Уже есть в Leeloo?"),
    at: [2, 0],
    params: { where: { all: [{ value: "{{ steps.find.data }}", op: "isNotEmpty" }] } },
  },
  {
    id: "person",
    type: "leeloo.person.create",
    name: say("Add to Leeloo", "Додати в Leeloo", "Добавить в Leeloo"),
    at: [3, 1],
    params: {
      name: "{{ trigger.body.name }}",
      phone: "{{ trigger.body.phone }}",
      email: "{{ trigger.body.email ?? null }}",
    },
  },
];

/** After the join: the person just added, else the one who was found. */
export const personId = "{{ steps.person?.data?.person_id ?? steps.find.data[0].id }}";
/** The channel, which is another id: `data.id` of an added person. */
export const accountId = "{{ steps.person?.data?.id ?? steps.find.data[0].accounts[0].account_id }}";
