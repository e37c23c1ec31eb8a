import type { ParamDefinition } from "@leeway/engine";
import { say } from "../words.js";

const signed = { param: "auth", in: ["hmac"] };

/** How senders prove who they are; each is checked by its namesake in apps/server/src/hooks/callers/. */
export const callers = {
  wayforpay: say("WayForPay", "WayForPay", "WayForPay"),
  liqpay: say("LiqPay", "LiqPay", "LiqPay"),
  stripe: say("Stripe", "Stripe", "Stripe"),
  github: say("GitHub", "GitHub", "GitHub"),
  header: say("Another, by a secret header", "Інший, за секретним заголовком", "Другой, по секретному заголовку"),
  bearer: say("Another, by a token (Bearer)", "Інший, за токеном (Bearer)", "Другой, по токену (Bearer)"),
  basic: say("Another, by name and password", "Інший, за іменем і паролем", "Другой, по имени и паролю"),
  hmac: say("Another, by a signature (HMAC)", "Інший, за підписом (HMAC)", "Другой, по подписи (HMAC)"),
};

/** Who may call, and what proves it. All of it is read at the door, before there is a run: nothing is a template. */
export const callerParams: ParamDefinition[] = [
  {
    name: "auth",
    kind: "choice",
    literal: true,
    default: "none",
    title: say("Who sends the data", "Хто надсилає дані", "Кто отправляет данные"),
    help: say(
      "Choose the service or the way it signs in, and nobody else gets in.",
      "Виберіть сервіс або спосіб перевірки, і ніхто інший не пройде.",
      "Выберите сервис или способ проверки, и никто другой не пройдёт.",
    ),
    options: [
      {
        value: "none",
        title: say("Anyone who knows the address", "Будь-хто, хто знає адресу", "Любой, кто знает адрес"),
      },
      ...Object.entries(callers).map(([value, title]) => ({ value, title })),
    ],
  },
  {
    name: "authUser",
    kind: "text",
    literal: true,
    required: true,
    showIf: { param: "auth", in: ["basic"] },
    title: say("User name", "Ім’я користувача", "Имя пользователя"),
    placeholder: "shop",
  },
  {
    name: "authHeader",
    kind: "text",
    literal: true,
    required: true,
    showIf: { param: "auth", in: ["header", "hmac"] },
    title: say("Header", "Заголовок", "Заголовок"),
    help: say(
      "Its name stands in the settings or documentation of the sender.",
      "Його назва є в налаштуваннях або документації відправника.",
      "Его название есть в настройках или документации отправителя.",
    ),
    placeholder: "X-Signature",
  },
  {
    name: "hmacAlgorithm",
    kind: "choice",
    literal: true,
    default: "sha256",
    showIf: signed,
    title: say("How it is signed", "Алгоритм підпису", "Алгоритм подписи"),
    options: [
      { value: "sha256", title: say("HMAC-SHA-256 (most)", "HMAC-SHA-256 (найчастіше)", "HMAC-SHA-256 (чаще всего)") },
      { value: "sha512", title: say("HMAC-SHA-512", "HMAC-SHA-512", "HMAC-SHA-512") },
      { value: "sha1", title: say("HMAC-SHA-1 (old)", "HMAC-SHA-1 (застарілий)", "HMAC-SHA-1 (устаревший)") },
    ],
  },
  {
    name: "hmacEncoding",
    kind: "choice",
    literal: true,
    default: "hex",
    showIf: signed,
    title: say("How the signature is written", "Як записано підпис", "Как записана подпись"),
    options: [
      { value: "hex", title: say("Hex: 0–9, a–f", "Hex: 0–9, a–f", "Hex: 0–9, a–f") },
      { value: "base64", title: say("Base64", "Base64", "Base64") },
    ],
  },
  {
    name: "hmacPrefix",
    kind: "text",
    literal: true,
    showIf: signed,
    title: say("What stands before it", "Що стоїть перед ним", "Что стоит перед ней"),
    help: say(
      "Leave it empty if the header holds the signature alone.",
      "Залиште порожнім, якщо в заголовку лише підпис.",
      "Оставьте пустым, если в заголовке только подпись.",
    ),
    placeholder: "sha256=",
  },
  {
    name: "hmacTimeHeader",
    kind: "text",
    literal: true,
    showIf: signed,
    title: say("Header with the time", "Заголовок із часом", "Заголовок со временем"),
    help: say(
      "If the time is signed together with the data. Recorded calls are then refused when they come again later.",
      "Якщо час підписують разом із даними. Тоді перехоплений виклик не можна повторити пізніше.",
      "Если время подписывают вместе с данными. Тогда перехваченный вызов нельзя повторить позже.",
    ),
    placeholder: "X-Timestamp",
  },
  {
    name: "hmacSigned",
    kind: "text",
    literal: true,
    advanced: true,
    showIf: signed,
    title: say("What is signed", "Що підписують", "Что подписывают"),
    help: say(
      "How time and data are joined, where there is a header with the time.",
      "Як поєднано час і дані, якщо є заголовок із часом.",
      "Как соединены время и данные, если есть заголовок со временем.",
    ),
    placeholder: "{time}.{body}",
  },
  {
    name: "tolerance",
    kind: "number",
    literal: true,
    advanced: true,
    default: 300,
    min: 1,
    max: 86_400,
    integer: true,
    showIf: { param: "auth", in: ["hmac", "stripe"] },
    title: say(
      "How old a call may be, in seconds",
      "Скільки секунд виклик чинний",
      "Сколько секунд вызов действителен",
    ),
  },
];
