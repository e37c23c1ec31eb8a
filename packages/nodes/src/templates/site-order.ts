import type { JsonObject } from "@leeway/engine";
import { say } from "../words.js";
import { accountId, findOrAdd, personId } from "./find-or-add.js";
import { posted, seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

/** An order as a site sends it: the body of the webhook. */
export const sampleOrder: JsonObject = {
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

const items = '{{ trigger.body.items | map(item => item.title + " × " + item.quantity) | join(", ") }}';
const sum = "{{ trigger.body.total }} {{ trigger.body.currency }}";
const customer = "{{ trigger.body.name }}";
const number = "№{{ trigger.body.number }}";

export const siteOrder: WorkflowTemplate = {
  id: "site-order",
  title: say("New order via website", "Нове замовлення з сайту", "Новый заказ с сайта"),
  summary: say(
    "Your site sends an order. The workflow finds or adds the person, creates the order, sets a tag and writes to the customer.",
    "Сайт надсилає замовлення. Сценарій знаходить або додає людину, створює замовлення, ставить тег і пише покупцеві.",
    "Сайт отправляет заказ. Сценарий находит или добавляет человека, создаёт заказ, ставит тег и пишет покупателю.",
  ),
  needs: [
    say("A site that can send a webhook", "Сайт, що вміє надсилати вебхук", "Сайт, который умеет отправлять вебхук"),
    say("An offer, a payment and an LGT in Leeloo", "Офер, оплата та LGT у Leeloo", "Оффер, оплата и LGT в Leeloo"),
    say("A tag for orders", "Тег для замовлень", "Тег для заказов"),
  ],
  steps: [
    {
      id: "order",
      type: "trigger.webhook",
      name: say("Order from the site", "Замовлення з сайту", "Заказ с сайта"),
      at: [0, 0],
      params: { method: "POST", respond: "node" },
    },
    ...findOrAdd,
    {
      id: "newOrder",
      type: "leeloo.order.create",
      name: say("Create the order", "Створити замовлення", "Создать заказ"),
      at: [4, 0],
      params: {
        personId,
        phone: "{{ trigger.body.phone }}",
        email: "{{ trigger.body.email ?? null }}",
        transactionDate: "{{ now }}",
        isNotifyAccount: false,
      },
    },
    {
      id: "tag",
      type: "leeloo.person.addTag",
      name: say("Tag: order from the site", "Тег: замовлення з сайту", "Тег: заказ с сайта"),
      at: [5, 0],
      params: { person_id: personId },
    },
    {
      id: "message",
      type: "leeloo.message.send",
      name: say("Confirm to the customer", "Підтвердити покупцеві", "Подтвердить покупателю"),
      at: [6, 0],
      params: { account_id: accountId },
      texts: {
        text: say(
          `Hello ${customer}! We have received your order ${number}: ${items}. Total: ${sum}. We will call you soon.`,
          `Вітаємо, ${customer}! Ваше замовлення ${number} прийнято: ${items}. Разом: ${sum}. Невдовзі ми вам зателефонуємо.`,
          `Здравствуйте, ${customer}! Ваш заказ ${number} принят: ${items}. Итого: ${sum}. Скоро мы вам позвоним.`,
        ),
      },
    },
    {
      id: "answer",
      type: "logic.respond",
      name: say("Answer the site", "Відповісти сайту", "Ответить сайту"),
      at: [7, 0],
      params: { status: 200, body: { ok: true, orderId: "{{ steps.newOrder?.data?.id ?? null }}" } },
    },
  ],
  links: [
    ["order", "main", "find"],
    ["find", "main", "known"],
    ["known", "true", "newOrder"],
    ["known", "false", "person"],
    ["person", "main", "newOrder"],
    ["newOrder", "main", "tag"],
    ["tag", "main", "message"],
    ["message", "main", "answer"],
  ],
  asks: [
    { node: "person", param: "leadgentool_id", example: seeded.leadgentool },
    { node: "newOrder", param: "offerId", example: seeded.offer },
    { node: "newOrder", param: "paymentCreditsId", example: seeded.paymentCredits },
    { node: "tag", param: "tag_id", example: seeded.tagSiteOrder },
  ],
  sample: posted(sampleOrder),
};
