import type { ParamDefinition } from "@leeway/engine";
import { timeUnits } from "../logic/time-units.js";
import { say } from "../words.js";

/** Which calls count, whoever sends them. */
export const webhookLimits: ParamDefinition[] = [
  {
    name: "dedupe",
    kind: "text",
    advanced: true,
    title: say("Order number or other key", "Номер замовлення або інший ключ", "Номер заказа или другой ключ"),
    help: say(
      "Data that comes twice with the same key starts one run only, for example {{ trigger.body.order_id }}.",
      "Дані, що надійшли двічі з тим самим ключем, запустять сценарій лише раз, наприклад {{ trigger.body.order_id }}.",
      "Данные, пришедшие дважды с тем же ключом, запустят сценарий только один раз, например {{ trigger.body.order_id }}.",
    ),
    placeholder: "{{ trigger.body.order_id }}",
  },
  {
    name: "dedupeUnit",
    kind: "choice",
    literal: true,
    advanced: true,
    default: "ever",
    title: say("How long a key counts", "Як довго діє ключ", "Как долго действует ключ"),
    options: [
      { value: "ever", title: say("as long as the run is kept", "доки зберігається запуск", "пока хранится запуск") },
      ...timeUnits,
    ],
  },
  {
    name: "dedupeWindow",
    kind: "number",
    literal: true,
    advanced: true,
    default: 24,
    min: 1,
    max: 1_000_000,
    showIf: { param: "dedupeUnit", in: timeUnits.map(({ value }) => value) },
    title: say("How many", "Скільки", "Сколько"),
  },
  {
    name: "addresses",
    kind: "list",
    literal: true,
    advanced: true,
    entries: "ipRange",
    maxItems: 200,
    title: say("Only from these addresses", "Лише з цих адрес", "Только с этих адресов"),
    help: say(
      "IP addresses or ranges of the sender’s servers. Empty: from anywhere.",
      "IP-адреси або діапазони серверів відправника. Порожньо: звідусіль.",
      "IP-адреса или диапазоны серверов отправителя. Пусто: отовсюду.",
    ),
    placeholder: "203.0.113.0/24",
  },
  {
    name: "origins",
    kind: "list",
    literal: true,
    advanced: true,
    entries: "webOrigin",
    maxItems: 50,
    title: say("Only from pages of these sites", "Лише зі сторінок цих сайтів", "Только со страниц этих сайтов"),
    help: say(
      "For calls that browsers make (CORS). Empty: from pages of any site.",
      "Для викликів із браузера (CORS). Порожньо: зі сторінок будь-якого сайту.",
      "Для вызовов из браузера (CORS). Пусто: со страниц любого сайта.",
    ),
    placeholder: "https://shop.example",
  },
  {
    name: "maxKb",
    kind: "number",
    literal: true,
    advanced: true,
    min: 1,
    max: 102_400,
    integer: true,
    title: say("Largest call, in KB", "Найбільший виклик, КБ", "Самый большой вызов, КБ"),
    help: say(
      "Empty: as large as the server takes.",
      "Порожньо: скільки приймає сервер.",
      "Пусто: сколько принимает сервер.",
    ),
  },
];
