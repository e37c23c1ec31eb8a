import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { orderId } from "./ids.js";
import { bodyFormat, leeloo } from "./shared.js";

const sample = { data: { id: "5b3f608db2737000133d25b6" }, status: 1 };

export const orderUpdate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.order.update",
  group: "orders",
  icon: "shopping-cart-cog",
  title: say("Update a manual order", "Оновити ручне замовлення", "Обновить ручной заказ"),
  summary: say(
    "Marks a manual order as paid or rejected, or notes sum and date. Orders with partial payments can not be changed.",
    "Позначає ручне замовлення оплаченим чи відхиленим або записує суму й дату. Замовлення з частковими оплатами змінити не можна.",
    "Отмечает ручной заказ оплаченным или отклонённым либо записывает сумму и дату. Заказы с частичными оплатами изменить нельзя.",
  ),
  line: say("Order {order_id}: {status}", "Замовлення {order_id}: {status}", "Заказ {order_id}: {status}"),
  effect: "idempotent",
  params: [
    {
      ...orderId,
      help: say(
        "A manual order without partial payments: choose it, or take data.id from “Create an order”.",
        "Ручне замовлення без часткових оплат: виберіть його або візьміть data.id із кроку «Створити замовлення».",
        "Ручной заказ без частичных оплат: выберите его или возьмите data.id из шага «Создать заказ».",
      ),
    },
    {
      name: "status",
      kind: "choice",
      title: say("State", "Стан", "Состояние"),
      help: say("Empty: the state stays as it is.", "Порожньо: стан не зміниться.", "Пусто: состояние не изменится."),
      options: [
        { value: "RESOLVED", title: say("Paid", "Оплачено", "Оплачен") },
        { value: "REJECTED", title: say("Rejected", "Відхилено", "Отклонён") },
      ],
    },
    {
      name: "paymentDate",
      kind: "dateTime",
      title: say("Date of the payment", "Дата оплати", "Дата оплаты"),
      help: say(
        "Sent in UTC whatever zone you choose it in.",
        "Надсилається в UTC, у якому б поясі ви її не вибрали.",
        "Отправляется в UTC, в каком бы поясе вы её ни выбрали.",
      ),
    },
    {
      name: "price",
      kind: "number",
      min: 0,
      max: 1_000_000_000_000,
      title: say("Sum received", "Отримана сума", "Полученная сумма"),
      help: say(
        "What really came in, as a number.",
        "Скільки надійшло насправді, числом.",
        "Сколько поступило на самом деле, числом.",
      ),
      placeholder: "100",
    },
    {
      name: "currency",
      kind: "choice",
      title: say("Currency", "Валюта", "Валюта"),
      help: say("Of the sum received.", "Валюта отриманої суми.", "Валюта полученной суммы."),
      options: ["USD", "EUR", "UAH", "RUB"].map((value) => ({ value, title: say(value, value, value) })),
    },
    {
      name: "userComments",
      kind: "longText",
      maxLength: 2_000,
      title: say("Comment", "Коментар", "Комментарий"),
      help: say(
        "Why it was changed, for your colleagues.",
        "Чому змінено — для ваших колег.",
        "Почему изменено — для ваших коллег.",
      ),
    },
    bodyFormat,
  ],
  request: {
    method: "POST",
    path: "/orders/{order_id}",
    body: ["status", "paymentDate", "currency", "price", "userComments"],
    forms: { paymentDate: "utcMinutes", price: "decimal" },
    formChoice: true,
  },
  ids: { "data.id": { idKind: "order" } },
  sample,
  outputSchema: schemaOf(sample),
};
