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
const channels: OptionsSource = { ...people, value: "accounts[0].account_id" };
export const tags: OptionsSource = { nodeType: "leeloo.tag.list", items: "data", value: "id", label: "name" };

export const email: ParamDefinition = {
  name: "email",
  kind: "email",
  title: say("E-mail", "Email", "Email"),
  placeholder: "name@example.com",
};

export const phone: ParamDefinition = {
  name: "phone",
  kind: "phone",
  title: say("Phone", "Телефон", "Телефон"),
  help: say(
    "With country code, for example +380501112233.",
    "З кодом країни, наприклад +380501112233.",
    "С кодом страны, например +380501112233.",
  ),
  placeholder: "+380501112233",
};

export const personId: ParamDefinition = {
  name: "person_id",
  kind: "id",
  idKind: "person",
  required: true,
  title: say("Person", "Людина", "Человек"),
  help: say(
    "Choose id from “Find people”, or person_id from “Add a person”.",
    "Виберіть id із кроку «Знайти людей» або person_id із кроку «Додати людину».",
    "Выберите id из шага «Найти людей» или person_id из шага «Добавить человека».",
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
    "Where to write, not whom: choose account_id from “Find people”, or id from “Add a person”.",
    "Куди писати, а не кому: виберіть account_id із кроку «Знайти людей» або id із кроку «Додати людину».",
    "Куда писать, а не кому: выберите account_id из шага «Найти людей» или id из шага «Добавить человека».",
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
