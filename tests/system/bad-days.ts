import { freePort } from "./leeway.js";

/** A node type that only reads. */
export const read = "leeloo.tag.list";
const create = "leeloo.person.create";
const lgt = { leadgentool_id: "5e1f119d6c384804b31e945e" };
/** What a run meets, and what is said of it. */
interface Day {
  what: string;
  type: string;
  params?: Record<string, unknown>;
  extra?: Record<string, unknown>;
  before: () => Promise<string>;
  status?: "failed" | "unknown";
  error: Record<string, unknown>;
  en: [string, string];
  uk: [string, string];
}

/** Makes a Leeloo credential with this address; answers its id. */
type Access = (baseUrl: string) => Promise<string>;
/** The same for the built-in Leeloo, with a fault that waits in it. */
type Sandbox = (fault?: Record<string, unknown>) => () => Promise<string>;

export const badDays = (access: Access, sandbox: Sandbox): Day[] => [
  {
    what: "a wrong token",
    type: read,
    before: () => access("sandbox:"),
    error: { code: "service.tokenRefused" },
    en: [
      "call: Leeloo did not accept the token of the credential “Shop”.",
      "Take the token from Leeloo: Settings → Integrations → API. A refreshed token ends the old one, and some plans have no API access. Press “Test connection” at the credential “Shop” afterwards.",
    ],
    uk: [
      "call: Leeloo не приймає токен доступу «Shop».",
      "Візьміть токен у Leeloo: Налаштування → Інтеграції → API. Після оновлення старий токен не діє, а на деяких тарифах доступу до API немає. Тоді натисніть «Перевірити з’єднання» в доступі «Shop».",
    ],
  },
  {
    what: "nothing that listens",
    type: read,
    before: async () => access(`http://127.0.0.1:${await freePort()}/api/v2`),
    error: { code: "request.notSent" },
    en: [
      "call: HOST could not be reached (ECONNREFUSED). Nothing was sent.",
      "Check the address and the connection, then run the step again: nothing can happen twice.",
    ],
    uk: [
      "call: Не вдалося з’єднатися з HOST (ECONNREFUSED). Нічого не надіслано.",
      "Перевірте адресу та з’єднання і запустіть крок ще раз: двічі нічого не виконається.",
    ],
  },
  {
    what: "a late answer to what only reads",
    type: read,
    extra: { timeoutSeconds: 1 },
    before: sandbox({ with: "slow", ms: 4_000 }),
    error: { code: "request.timeout" },
    en: [
      "call: HOST did not answer within 1 second.",
      "This step only reads, so nothing was changed. If the service is often slow, give the step more time under “Options”.",
    ],
    uk: [
      "call: HOST не відповів за 1 секунду.",
      "Крок лише читає дані, тож нічого не змінено. Якщо сервіс часто відповідає повільно, дайте кроку більше часу на вкладці «Додатково».",
    ],
  },
  {
    what: "a late answer to what creates",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    extra: { timeoutSeconds: 1 },
    before: sandbox({ with: "slow", ms: 4_000 }),
    status: "unknown",
    error: { code: "request.timeout" },
    en: [
      "call: HOST did not answer within 1 second.",
      "Look in the service whether it took effect. If it is often slow, give the step more time under “Options”.",
    ],
    uk: [
      "call: HOST не відповів за 1 секунду.",
      "Перевірте в сервісі, чи запит виконано. Якщо він часто відповідає повільно, дайте кроку більше часу на вкладці «Додатково».",
    ],
  },
  {
    what: "a broken connection after what creates",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    before: sandbox({ with: "cutAfter" }),
    status: "unknown",
    error: { code: "request.cutOff" },
    en: [
      "call: The request went to HOST, but the connection broke before the answer came.",
      "It is not known whether it took effect. Look it up in the service first, then decide here.",
    ],
    uk: [
      "call: Запит на HOST надіслано, але з’єднання обірвалося до відповіді.",
      "Невідомо, чи його виконано. Спершу перевірте це в сервісі, а тоді виберіть рішення тут.",
    ],
  },
  {
    what: "HTML",
    type: read,
    before: sandbox({ with: "html" }),
    error: { code: "service.notJson" },
    en: [
      "call: Leeloo answered, but not in the expected form.",
      "Check “Address of the API” in the credential: it may lead to a web page instead of the API.",
    ],
    uk: [
      "call: Від Leeloo надійшла відповідь, але не в очікуваному форматі.",
      "Перевірте поле «Адреса API» в доступі: можливо, адреса веде на вебсторінку, а не на API.",
    ],
  },
  {
    what: "status: 0",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    before: sandbox({ with: "status0" }),
    error: { code: "service.saidNo" },
    en: [
      "call: Leeloo answered that the action failed: Something went wrong",
      "Look at what was sent and answered in the step’s details.",
    ],
    uk: [
      "call: Leeloo повідомляє, що дію не виконано: Something went wrong",
      "Подивіться в деталях кроку, що було надіслано і що надійшло у відповідь.",
    ],
  },
  {
    what: "503",
    type: read,
    before: sandbox({ with: 503 }),
    error: { code: "service.down" },
    en: [
      "call: Leeloo does not work at the moment (status 503).",
      "Try again in a few minutes. Under “Options” a step can repeat such calls by itself.",
    ],
    uk: [
      "call: Leeloo зараз не працює (статус 503).",
      "Спробуйте за кілька хвилин. На вкладці «Додатково» можна ввімкнути автоматичні повтори.",
    ],
  },
  {
    what: "an expression that reads what is missing",
    type: create,
    params: { ...lgt, name: "{{ trigger.nam }}" },
    before: sandbox(),
    error: { code: "expression.missing", param: "name", position: 11 },
    en: [
      "call: “Name” uses trigger.nam, but there is no such value in this run.",
      'Did you mean name? If the value may be absent, give a replacement: trigger.nam ?? "…".',
    ],
    uk: [
      "call: У полі «Ім’я» використано trigger.nam, але такого значення в цьому запуску немає.",
      'Можливо, ви мали на увазі name? Якщо значення може не бути, вкажіть заміну: trigger.nam ?? "…".',
    ],
  },
  {
    what: "an expression that is broken",
    type: create,
    params: { ...lgt, name: "Hi {{ trigger.name | }}" },
    before: sandbox(),
    error: { code: "expression.syntax", param: "name", position: 21 },
    en: [
      "call: The formula in “Name” cannot be read: something is wrong at character 22.",
      "Open the step: the place is marked. Often a bracket or a quotation mark is missing.",
    ],
    uk: [
      "call: Формулу в полі «Ім’я» не вдалося прочитати: помилка на символі 22.",
      "Відкрийте крок: місце помилки позначено. Часто бракує дужки або лапок.",
    ],
  },
  {
    what: "a value that is empty where one is needed",
    type: create,
    params: { ...lgt, name: "{{ null }}" },
    before: sandbox(),
    error: { code: "param.required", param: "name" },
    en: [
      "call: The field “Name” is required, but its value was empty in this run.",
      "Nothing was sent. Fill in the field, or give a value for when the data is missing.",
    ],
    uk: [
      "call: Поле «Ім’я» обов’язкове, але в цьому запуску воно виявилося порожнім.",
      "Нічого не надіслано. Заповніть поле або вкажіть значення на випадок, коли даних немає.",
    ],
  },
];
