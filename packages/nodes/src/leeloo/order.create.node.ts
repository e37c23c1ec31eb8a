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
  line: say("Order of {offerId} for {personId}", "Замовлення {offerId} → {personId}", "Заказ {offerId} → {personId}"),
  effect: "create",
  outside: "entry",
  params: [
    {
      name: "personId",
      kind: "id",
      idKind: "person",
      required: true,
      title: say("Person", "Людина", "Человек"),
      help: say(
        "Who orders. Choose by name, paste the chat's link, or take the person from an earlier step.",
        "Хто замовляє. Виберіть за ім’ям, вставте посилання на чат або візьміть людину з попереднього кроку.",
        "Кто заказывает. Выберите по имени, вставьте ссылку на чат или возьмите человека из предыдущего шага.",
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
        "Open the offer in Leeloo and paste its link or ID.",
        "Відкрийте офер у Leeloo і вставте посилання на нього або ID.",
        "Откройте оффер в Leeloo и вставьте ссылку на него или ID.",
      ),
    },
    {
      name: "paymentCreditsId",
      kind: "id",
      idKind: "paymentCredits",
      required: true,
      title: say("Payment system", "Платіжна система", "Платёжная система"),
      help: say(
        "In Leeloo: Settings → Payments → “Details” of the connected payment system; paste the link or ID.",
        "У Leeloo: Налаштування → Платежі → «Детальніше» біля підключеної оплати; вставте посилання або ID.",
        "В Leeloo: Настройки → Платежи → «Подробнее» у подключённой оплаты; вставьте ссылку или ID.",
      ),
    },
    email,
    phone,
    {
      name: "transactionDate",
      kind: "dateTime",
      title: say("Payment date", "Дата оплати", "Дата оплаты"),
      help: say(
        "Give the time in the workflow's time zone; it is converted for Leeloo.",
        "Вкажіть час за поясом сценарію — для Leeloo його буде перераховано.",
        "Укажите время по поясу сценария — для Leeloo оно будет пересчитано.",
      ),
    },
    {
      name: "isNotifyAccount",
      kind: "boolean",
      default: false,
      title: say("Tell the person about the order", "Повідомити людину про замовлення", "Сообщить человеку о заказе"),
      help: say(
        "Leeloo then writes to the person itself.",
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
        "Who handles the order. If empty, the sale counts as the system's.",
        "Хто вестиме замовлення. Якщо порожньо, продаж буде системним.",
        "Кто будет вести заказ. Если пусто, продажа будет системной.",
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
