import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { personId } from "./ids.js";
import { done } from "./schemas.js";
import { email, leeloo, phone } from "./shared.js";

export const personUpdate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.update",
  group: "people",
  icon: "user-edit",
  title: say("Update a person", "Оновити дані людини", "Обновить данные человека"),
  summary: say(
    "Changes the phone, email and custom fields on a person's card.",
    "Змінює в картці людини телефон, email і власні поля.",
    "Меняет в карточке человека телефон, email и пользовательские поля.",
  ),
  line: say(
    "Update {person_id} {phone} {email}",
    "Оновити: {person_id} {phone} {email}",
    "Обновить: {person_id} {phone} {email}",
  ),
  effect: "idempotent",
  outside: "entry",
  params: [
    personId,
    phone,
    email,
    {
      name: "custom_fields",
      kind: "customFields",
      maxItems: 20,
      title: say("Custom fields", "Власні поля", "Пользовательские поля"),
      help: say(
        "Fields from the “Data” page, 20 at most. Only those listed here are sent.",
        "Поля зі сторінки «Дані», не більше 20. Надсилаються лише вказані тут.",
        "Поля со страницы «Данные», не больше 20. Отправляются только указанные здесь.",
      ),
    },
  ],
  person: { idParam: "person_id", customFieldsParam: "custom_fields" },
  request: { method: "PUT", path: "/people/{person_id}", body: ["phone", "email", "custom_fields"] },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
