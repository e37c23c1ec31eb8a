import type { NodeDefinition } from "@leeway/engine";
import { anything, mainPort, number, object, say } from "../words.js";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

export const httpRequest: NodeDefinition = {
  type: "http.request",
  version: 1,
  kind: "action",
  group: "http",
  icon: "world-www",
  title: say("HTTP request", "HTTP-запит", "HTTP-запрос"),
  summary: say(
    "Calls any service that has a web address.",
    "Звертається до будь-якого сервісу, що має вебадресу.",
    "Обращается к любому сервису, у которого есть веб-адрес.",
  ),
  line: say("{method} {url}", "{method} {url}", "{method} {url}"),
  credential: { types: ["httpBearer", "httpBasic", "httpHeader"], optional: true },
  params: [
    {
      name: "method",
      kind: "choice",
      required: true,
      default: "GET",
      title: say("Method", "Метод", "Метод"),
      help: say(
        "GET reads, POST creates, PUT replaces, PATCH changes, DELETE removes.",
        "GET читає, POST створює, PUT замінює, PATCH змінює, DELETE видаляє.",
        "GET читает, POST создаёт, PUT заменяет, PATCH изменяет, DELETE удаляет.",
      ),
      options: methods.map((value) => ({ value, title: say(value, value, value) })),
    },
    {
      name: "url",
      kind: "url",
      required: true,
      title: say("Address", "Адреса", "Адрес"),
      help: say(
        "The full address, beginning with https://.",
        "Повна адреса, що починається з https://.",
        "Полный адрес, который начинается с https://.",
      ),
      placeholder: "https://api.example.com/orders",
    },
    {
      name: "query",
      kind: "keyValues",
      title: say("Query parameters", "Параметри запиту", "Параметры запроса"),
      help: say(
        "Added to the address after “?”; special characters are encoded for you.",
        "Додаються до адреси після «?»; спеціальні символи кодуються автоматично.",
        "Добавляются к адресу после «?»; специальные символы кодируются автоматически.",
      ),
    },
    { name: "headers", kind: "keyValues", title: say("Headers", "Заголовки", "Заголовки") },
    {
      name: "bodyFormat",
      kind: "choice",
      default: "json",
      title: say("Body format", "Формат тіла запиту", "Формат тела запроса"),
      showIf: { param: "method", in: ["POST", "PUT", "PATCH", "DELETE"] },
      options: [
        { value: "json", title: say("JSON", "JSON", "JSON") },
        { value: "form", title: say("Form", "Форма", "Форма") },
        { value: "text", title: say("Text", "Текст", "Текст") },
        { value: "none", title: say("No body", "Без тіла", "Без тела") },
      ],
    },
    {
      name: "body",
      kind: "json",
      title: say("Body", "Тіло запиту", "Тело запроса"),
      help: say(
        "What is sent. Values from earlier steps can stand anywhere in it.",
        "Що надсилається. Значення з попередніх кроків можна вставити будь-де.",
        "Что отправляется. Значения из предыдущих шагов можно вставить в любое место.",
      ),
      showIf: { param: "bodyFormat", in: ["json", "form", "text"] },
    },
    {
      name: "acceptErrors",
      kind: "boolean",
      default: false,
      advanced: true,
      title: say(
        "Go on after an error answer",
        "Продовжувати після відповіді з помилкою",
        "Продолжать после ответа с ошибкой",
      ),
      help: say(
        "An answer of 400 and above counts as a result; check its status in the next step.",
        "Відповідь 400 і вище вважається результатом; перевірте її статус у наступному кроці.",
        "Ответ 400 и выше считается результатом; проверьте его статус в следующем шаге.",
      ),
    },
    {
      name: "repeatable",
      kind: "boolean",
      default: false,
      advanced: true,
      title: say("Safe to send twice", "Можна надіслати двічі", "Можно отправить дважды"),
      help: say(
        "The service takes the same request twice without doing the thing twice, so a lost answer may be tried again.",
        "Сервіс приймає той самий запит двічі, але виконує його один раз, тому після втраченої відповіді можна спробувати знову.",
        "Сервис принимает тот же запрос дважды, но выполняет его один раз, поэтому после потерянного ответа можно попробовать снова.",
      ),
    },
  ],
  ports: [mainPort],
  effect: "create",
  outside: "request",
  effectFrom: {
    param: "method",
    map: { GET: "read", HEAD: "read", PUT: "idempotent", DELETE: "idempotent" },
    unless: { param: "repeatable", effect: "idempotent" },
  },
  maxAttempts: 3,
  sample: { status: 200, headers: { "content-type": "application/json" }, body: { ok: true } },
  outputSchema: object({ status: number, headers: object({}), body: anything }, ["status", "headers", "body"]),
};
