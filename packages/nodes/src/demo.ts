import type { JsonObject, Locale, Text, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { say } from "./words.js";

/** Ids with which the sandbox is seeded. */
export const demoIds = {
  leadgentool: "5e1f119d6c384804b31e945e",
  paymentCredits: "5e3c3533f04b1f000c27b534",
  offer: "5e3c357bf04b1f000c27b83a",
  tagSiteOrder: "595f5d522a934035decc093d",
  tagVip: "595f5d522a934035decc093e",
} as const;

/** Workspace variables that the demo reads. */
export const demoVariables: readonly { name: string; type: "text"; value: string }[] = [
  { name: "site_lgt", type: "text", value: demoIds.leadgentool },
  { name: "site_payment", type: "text", value: demoIds.paymentCredits },
  { name: "site_offer", type: "text", value: demoIds.offer },
  { name: "site_tag", type: "text", value: demoIds.tagSiteOrder },
];

/** An order as a site sends it: the body of the webhook. */
export const demoOrder: JsonObject = {
  number: "1042",
  name: "Олена Шевченко",
  phone: "+380671234567",
  email: "olena.shevchenko@example.com",
  items: [
    { title: "Курс «Фотографія з нуля»", quantity: 1, price: 950 },
    { title: "Зошит із завданнями", quantity: 2, price: 150 },
  ],
  total: 1250,
  currency: "грн",
  comment: "Зателефонуйте, будь ласка, після 18:00",
};

/** The trigger's whole output for “Run with a sample order”. */
export const demoPayload: JsonObject = {
  body: demoOrder,
  query: {},
  headers: { "content-type": "application/json" },
  method: "POST",
  receivedAt: "2026-01-15T09:30:00.000Z",
};

const name = say("New order via website", "Нове замовлення з сайту", "Новый заказ с сайта");
const names = {
  order: say("Order from the site", "Замовлення з сайту", "Заказ с сайта"),
  find: say("Find by phone", "Знайти за телефоном", "Найти по телефону"),
  known: say("Already in Leeloo?", "Уже є в Leeloo?", "Уже есть в Leeloo?"),
  person: say("Add to Leeloo", "Додати в Leeloo", "Добавить в Leeloo"),
  newOrder: say("Create the order", "Створити замовлення", "Создать заказ"),
  tag: say("Tag: order from the site", "Тег: замовлення з сайту", "Тег: заказ с сайта"),
  message: say("Confirm to the customer", "Підтвердити покупцеві", "Подтвердить покупателю"),
  answer: say("Answer the site", "Відповісти сайту", "Ответить сайту"),
};
const note = say(
  "A site sends an order. The person is found by phone or added, the order is created, a tag is set, and the customer gets a message. Everything goes to the built-in sandbox: nobody real is written to.",
  "Сайт надсилає замовлення. Людину знайдено за телефоном або додано, замовлення створено, тег поставлено, покупець отримує повідомлення. Усе йде у вбудовану пісочницю: справжнім людям ніхто не пише.",
  "Сайт отправляет заказ. Человек найден по телефону или добавлен, заказ создан, тег поставлен, покупатель получает сообщение. Всё идёт во встроенную песочницу: настоящим людям никто не пишет.",
);

const items = '{{ trigger.body.items | map(item => item.title + " × " + item.quantity) | join(", ") }}';
const sum = "{{ trigger.body.total }} {{ trigger.body.currency }}";
const customer = "{{ trigger.body.name }}";
const number = "№{{ trigger.body.number }}";
const message: Text = say(
  `Hello ${customer}! We have received your order ${number}: ${items}. Total: ${sum}. We will call you soon.`,
  `Вітаємо, ${customer}! Ваше замовлення ${number} прийнято: ${items}. Разом: ${sum}. Невдовзі ми вам зателефонуємо.`,
  `Здравствуйте, ${customer}! Ваш заказ ${number} принят: ${items}. Итого: ${sum}. Скоро мы вам позвоним.`,
);

/** After the join: the person just added, else the one who was found. */
const personId = "{{ steps.person?.data?.person_id ?? steps.find.data[0].id }}";
/** The channel, which is another id: `data.id` of an added person. */
const accountId = "{{ steps.person?.data?.id ?? steps.find.data[0].accounts[0].account_id }}";

const order: [id: keyof typeof names, type: string, x: number, y: number, params: JsonObject][] = [
  ["order", "trigger.webhook", 0, 0, { method: "POST", respond: "node" }],
  ["find", "leeloo.person.list", 320, 0, { "filter[phone]": "{{ trigger.body.phone }}", limit: 1 }],
  ["known", "logic.if", 640, 0, { where: { all: [{ value: "{{ steps.find.data }}", op: "isNotEmpty" }] } }],
  [
    "person",
    "leeloo.person.create",
    960,
    180,
    {
      name: customer,
      phone: "{{ trigger.body.phone }}",
      email: "{{ trigger.body.email ?? null }}",
      leadgentool_id: "{{ vars.site_lgt }}",
    },
  ],
  [
    "newOrder",
    "leeloo.order.create",
    1280,
    0,
    {
      personId,
      offerId: "{{ vars.site_offer }}",
      paymentCreditsId: "{{ vars.site_payment }}",
      phone: "{{ trigger.body.phone }}",
      email: "{{ trigger.body.email ?? null }}",
      transactionDate: "{{ now }}",
      isNotifyAccount: false,
    },
  ],
  ["tag", "leeloo.person.addTag", 1600, 0, { person_id: personId, tag_id: "{{ vars.site_tag }}" }],
  ["message", "leeloo.message.send", 1920, 0, { account_id: accountId }],
  [
    "answer",
    "logic.respond",
    2240,
    0,
    { status: 200, body: { ok: true, orderId: "{{ steps.newOrder?.data?.id ?? null }}" } },
  ],
];

const links = [
  ["order", "main", "find"],
  ["find", "main", "known"],
  ["known", "true", "newOrder"],
  ["known", "false", "person"],
  ["person", "main", "newOrder"],
  ["newOrder", "main", "tag"],
  ["tag", "main", "message"],
  ["message", "main", "answer"],
] as const;

/** “New order via website”, the guide's scenario, in the reader's language. `credential`: a Leeloo token. */
export function demoWorkflow(locale: Locale, credential: string): WorkflowDocument {
  const nodes = order.map(([id, type, x, y, params]): WorkflowNode => ({
    id,
    type,
    name: names[id][locale],
    position: { x, y },
    params: id === "message" ? { ...params, text: message[locale] } : params,
    ...(type.startsWith("leeloo.") && { credential }),
  }));
  return {
    schemaVersion: 1,
    name: name[locale],
    nodes,
    edges: links.map(([source, sourceHandle, target], index) => ({
      id: `e${index + 1}`,
      source,
      sourceHandle,
      target,
    })),
    notes: [{ id: "about", position: { x: 0, y: -200 }, text: note[locale] }],
    settings: { timezone: "Europe/Kyiv", lane: "normal" },
  };
}
