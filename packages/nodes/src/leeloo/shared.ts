import type { NodeDefinition, OptionsSource, ParamDefinition } from "@leeway/engine";
import { list, mainPort, number, object, say, text } from "../words.js";

/** What every Leeloo operation says of itself. */
export const leeloo = {
  version: 1,
  kind: "action",
  credential: { types: ["leelooToken"] },
  ports: [mainPort],
  maxAttempts: 3,
} satisfies Partial<NodeDefinition>;

export const people: OptionsSource = { nodeType: "leeloo.person.list", items: "data", value: "id", label: "name" };
export const channels: OptionsSource = { ...people, value: "accounts[0].account_id" };
export const tags: OptionsSource = { nodeType: "leeloo.tag.list", items: "data", value: "id", label: "name" };

export const personId: ParamDefinition = {
  name: "person_id",
  kind: "id",
  idKind: "person",
  required: true,
  title: say("Person", "Людина", "Человек"),
  help: say(
    "The person's id: data[0].id of “Find people”, data.person_id of “Add a person”.",
    "ID людини: data[0].id із кроку «Знайти людей», data.person_id із кроку «Додати людину».",
    "ID человека: data[0].id из шага «Найти людей», data.person_id из шага «Добавить человека».",
  ),
  optionsFrom: people,
};

export const accountId: ParamDefinition = {
  name: "account_id",
  kind: "id",
  idKind: "account",
  required: true,
  title: say("Channel", "Канал", "Канал"),
  help: say(
    "Where the message goes: data[0].accounts[0].account_id of “Find people”, data.id of “Add a person”. Not the person's id.",
    "Куди піде повідомлення: data[0].accounts[0].account_id із кроку «Знайти людей», data.id із кроку «Додати людину». Це не ID людини.",
    "Куда уйдёт сообщение: data[0].accounts[0].account_id из шага «Найти людей», data.id из шага «Добавить человека». Это не ID человека.",
  ),
  optionsFrom: channels,
};

export const leadgentoolId: ParamDefinition = {
  name: "leadgentool_id",
  kind: "id",
  idKind: "leadgentool",
  required: true,
  title: say("LGT", "LGT", "LGT"),
  help: say(
    "Right-click the LGT in the funnel, then “Copy LGT ID”.",
    "Клацніть правою кнопкою LGT у тунелі й виберіть «Скопіювати LGT ID».",
    "Щёлкните правой кнопкой LGT в туннеле и выберите «Скопировать LGT ID».",
  ),
};

export const limit: ParamDefinition = {
  name: "limit",
  kind: "number",
  default: 20,
  advanced: true,
  title: say("How many", "Скільки", "Сколько"),
  help: say(
    "Leeloo advises against large pages.",
    "Leeloo не радить вивантажувати багато записів одразу.",
    "Leeloo не советует выгружать много записей сразу.",
  ),
};

export const offset: ParamDefinition = {
  name: "offset",
  kind: "number",
  default: 0,
  advanced: true,
  title: say("Skip", "Пропустити", "Пропустить"),
  help: say(
    "How many entries to leave out at the beginning.",
    "Скільки записів пропустити на початку.",
    "Сколько записей пропустить в начале.",
  ),
};

/** Where the reference labels the body form-data although its example is JSON. */
export const bodyFormat: ParamDefinition = {
  name: "bodyFormat",
  kind: "choice",
  default: "json",
  advanced: true,
  title: say("Send as", "Надсилати як", "Отправлять как"),
  help: say(
    "JSON works. Choose the form only if Leeloo's support asks for it.",
    "JSON підходить. Форму вибирайте, лише якщо про це попросить підтримка Leeloo.",
    "JSON подходит. Форму выбирайте, только если об этом попросит поддержка Leeloo.",
  ),
  options: [
    { value: "json", title: say("JSON", "JSON", "JSON") },
    { value: "form", title: say("Form", "Форма", "Форма") },
  ],
};

export const meta = object({ limit: number, offset: number, filteredCount: number, totalCount: number });
export const account = object({ account_id: text, connection_id: text, connection_status: text, from: text });
export const customField = object({ type: text, name: text, value: {} });
export const done = object({ status: number, data: object({}) });
export const subscription = object({
  tunnelName: text,
  leadgentoolName: text,
  trafficSource: text,
  tunnelId: text,
  leadgentoolId: text,
  trafficSourceId: text,
  accountId: text,
});
export const links = object({
  contactedUsers: list(object({ type: text, id: text })),
  orders: list(object({ type: text, id: text })),
});
