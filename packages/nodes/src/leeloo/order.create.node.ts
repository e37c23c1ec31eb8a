import type { NodeDefinition } from "@leeway/engine";
import { number, object, say, text } from "../words.js";
import { people, users } from "./ids.js";
import { email, leeloo, phone } from "./shared.js";

export const orderCreate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.order.create",
  group: "orders",
  icon: "shopping-cart-plus",
  title: say("Create an order", "Створити замовлення", "Создать заказ"),
  summary: say(
    "Creates a manual order for an offer.",
    "Створює ручне замовлення на офер.",
    "Создаёт ручной заказ на оффер.",
  ),
  line: say(
    "Order of {offerId} for {personId}",
    "Замовлення {offerId} для {personId}",
    "Заказ {offerId} для {personId}",
  ),
  effect: "create",
  params: [
    {
      name: "personId",
      kind: "id",
      idKind: "person",
      required: true,
      title: say("Person", "Людина", "Человек"),
      help: say(
        "Who orders: the person's id, not the channel's.",
        "Хто замовляє: ID людини, а не каналу.",
        "Кто заказывает: ID человека, а не канала.",
      ),
      optionsFrom: people,
    },
    {
      name: "offerId",
      kind: "id",
      idKind: "offer",
      required: true,
      title: say("Offer", "Офер", "Оффер"),
      help: say(
        "Paste the link of the offer in Leeloo, or its id.",
        "Вставте посилання на офер у Leeloo або його ID.",
        "Вставьте ссылку на оффер в Leeloo или его ID.",
      ),
    },
    {
      name: "paymentCreditsId",
      kind: "id",
      idKind: "paymentCredits",
      required: true,
      title: say("Payment system", "Платіжна система", "Платёжная система"),
      help: say(
        "Settings → Payments → “Details” of the connected payment; paste its link or id.",
        "Налаштування → Платежі → «Детальніше» біля підключеної оплати; вставте посилання або ID.",
        "Настройки → Платежи → «Подробнее» у подключённой оплаты; вставьте ссылку или ID.",
      ),
    },
    email,
    phone,
    {
      name: "transactionDate",
      kind: "dateTime",
      title: say("Date of the payment", "Дата оплати", "Дата оплаты"),
      help: say(
        "Shown in Leeloo; sent in UTC whatever zone you choose it in.",
        "Показується в Leeloo; надсилається в UTC, у якому б поясі ви її не вибрали.",
        "Показывается в Leeloo; отправляется в UTC, в каком бы поясе вы её ни выбрали.",
      ),
    },
    {
      name: "isNotifyAccount",
      kind: "boolean",
      default: false,
      title: say("Tell the person about the order", "Повідомити людину про замовлення", "Сообщить человеку о заказе"),
      help: say(
        "Leeloo then writes to the person by itself.",
        "Тоді Leeloo сам напише людині.",
        "Тогда Leeloo сам напишет человеку.",
      ),
    },
    {
      name: "managerId",
      kind: "id",
      idKind: "user",
      advanced: true,
      title: say("Manager", "Менеджер", "Менеджер"),
      help: say(
        "Who looks after the order; without one the sale is the system's.",
        "Хто вестиме замовлення; якщо не вказати — продаж буде системним.",
        "Кто будет вести заказ; если не указать — продажа будет системной.",
      ),
      optionsFrom: users,
    },
  ],
  person: { idParam: "personId" },
  request: {
    method: "POST",
    path: "/orders",
    body: [
      "paymentCreditsId",
      "email",
      "phone",
      "transactionDate",
      "offerId",
      "isNotifyAccount",
      "personId",
      "managerId",
    ],
    forms: { transactionDate: "isoUtc", isNotifyAccount: "booleanText" },
  },
  ids: { "data.id": { idKind: "order", label: "data.title" } },
  sample: {
    data: {
      id: "5e5502a01b1668000ccc93ee",
      title: "Ручной оффер",
      price: 100,
      currency: "USD",
      status: "OPENED",
      createdAt: "2020-02-25T11:18:56.419Z",
      updatedAt: "2020-02-25T11:18:56.419Z",
    },
    status: 1,
  },
  outputSchema: object({
    data: object({
      id: text,
      title: text,
      price: number,
      currency: text,
      status: text,
      createdAt: text,
      updatedAt: text,
    }),
    status: number,
  }),
};
