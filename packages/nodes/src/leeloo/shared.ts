import type { NodeDefinition, ParamDefinition } from "@leeway/engine";
import { mainPort, say } from "../words.js";

/** What every Leeloo operation says of itself. */
export const leeloo = {
  version: 1,
  kind: "action",
  credential: { types: ["leelooToken"] },
  ports: [mainPort],
  maxAttempts: 3,
} satisfies Partial<NodeDefinition>;

export const email: ParamDefinition = {
  name: "email",
  kind: "email",
  maxLength: 254,
  title: say("Email", "Email", "Email"),
  help: say(
    "One address, for example name@example.com.",
    "Одна адреса, наприклад name@example.com.",
    "Один адрес, например name@example.com.",
  ),
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

const limit: ParamDefinition = {
  name: "limit",
  kind: "number",
  default: 20,
  min: 1,
  max: 100,
  integer: true,
  advanced: true,
  title: say("Entries per page", "Записів на сторінці", "Записей на странице"),
  help: say(
    "Up to 100. Leeloo advises against large pages.",
    "До 100. Leeloo не радить вивантажувати багато записів одразу.",
    "До 100. Leeloo не советует выгружать много записей сразу.",
  ),
};

const offset: ParamDefinition = {
  name: "offset",
  kind: "number",
  default: 0,
  min: 0,
  integer: true,
  advanced: true,
  title: say("Skip", "Пропустити", "Пропустить"),
  help: say(
    "How many entries to leave out at the beginning.",
    "Скільки записів пропустити на початку.",
    "Сколько записей пропустить в начале.",
  ),
};

/** How many pages of a list are read. Those after `offset` tell the runner what to do; Leeloo never sees them. */
export const paging: ParamDefinition[] = [
  limit,
  offset,
  {
    name: "pages",
    kind: "choice",
    default: "first",
    advanced: true,
    title: say("Pages", "Сторінки", "Страницы"),
    help: say(
      "Each page is one call of the 300 that Leeloo allows per minute.",
      "Кожна сторінка — це один запит із 300, які Leeloo дозволяє за хвилину.",
      "Каждая страница — это один запрос из 300, которые Leeloo разрешает в минуту.",
    ),
    options: [
      { value: "first", title: say("First page", "Перша сторінка", "Первая страница") },
      { value: "all", title: say("All pages", "Усі сторінки", "Все страницы") },
      { value: "count", title: say("This many pages", "Вказана кількість", "Указанное количество") },
    ],
  },
  {
    name: "pageCount",
    kind: "number",
    default: 2,
    min: 1,
    max: 100,
    integer: true,
    required: true,
    advanced: true,
    showIf: { param: "pages", in: ["count"] },
    title: say("Number of pages", "Кількість сторінок", "Количество страниц"),
    help: say(
      "Fewer are read where the list ends sooner.",
      "Якщо список закінчиться раніше, сторінок буде менше.",
      "Если список закончится раньше, страниц будет меньше.",
    ),
  },
  {
    name: "maxEntries",
    kind: "number",
    default: 1_000,
    min: 1,
    max: 10_000,
    integer: true,
    required: true,
    advanced: true,
    showIf: { param: "pages", in: ["all"] },
    title: say("At most", "Не більше", "Не больше"),
    help: say(
      "Reading stops after this many entries, however long the list is. 10,000 at most.",
      "Після стількох записів читання зупиниться, хоч би яким довгим був список. Найбільше — 10 000.",
      "После стольких записей чтение остановится, каким бы длинным ни был список. Не больше 10 000.",
    ),
  },
];
/** Where the reference labels the body form-data although its example is JSON. */
export const bodyFormat: ParamDefinition = {
  name: "bodyFormat",
  kind: "choice",
  default: "json",
  advanced: true,
  title: say("Send as", "Надсилати як", "Отправлять как"),
  help: say(
    "Keep JSON. Choose the form only if Leeloo's support asks for it.",
    "Залиште JSON. Форму вибирайте, лише якщо про це попросить підтримка Leeloo.",
    "Оставьте JSON. Форму выбирайте, только если об этом попросит поддержка Leeloo.",
  ),
  options: [
    { value: "json", title: say("JSON", "JSON", "JSON") },
    { value: "form", title: say("Form", "Форма", "Форма") },
  ],
};
