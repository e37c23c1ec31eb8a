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
    "Marks a manual order as paid or rejected, or records the amount and date. Orders with partial payments cannot be changed.",
    "Позначає ручне замовлення оплаченим чи відхиленим або записує суму й дату. Замовлення з частковими оплатами змінити не можна.",
    "Отмечает ручной заказ оплаченным или отклонённым либо записывает сумму и дату. Заказы с частичными оплатами изменить нельзя.",
  ),
  line: say("Order {order_id}: {status}", "Замовлення {order_id}: {status}", "Заказ {order_id}: {status}"),
  effect: "idempotent",
  outside: "entry",
  params: [
    {
      ...orderId,
      help: say(
        "A manual order without partial payments. Choose one of the latest, or take the order from an earlier step.",
        "Ручне замовлення без часткових оплат. Виберіть одне з останніх або візьміть замовлення з попереднього кроку.",
        "Ручной заказ без частичных оплат. Выберите один из последних или возьмите заказ из предыдущего шага.",
      ),
    },
    {
      name: "status",
      kind: "choice",
      title: say("Status", "Статус", "Статус"),
      help: say(
        "If empty, the status stays as it is.",
        "Якщо порожньо, статус не зміниться.",
        "Если пусто, статус не изменится.",
      ),
      options: [
        { value: "RESOLVED", title: say("Paid", "Оплачено", "Оплачен") },
        { value: "REJECTED", title: say("Rejected", "Відхилено", "Отклонён") },
      ],
    },
    {
      name: "paymentDate",
      kind: "dateTime",
      title: say("Payment date", "Дата оплати", "Дата оплаты"),
      help: say(
        "Give the time in the workflow's time zone; it is converted for Leeloo.",
        "Вкажіть час за поясом сценарію — для Leeloo його буде перераховано.",
        "Укажите время по поясу сценария — для Leeloo оно будет пересчитано.",
      ),
    },
    {
      name: "price",
      kind: "number",
      min: 0,
      max: 1_000_000_000_000,
      title: say("Amount received", "Отримана сума", "Полученная сумма"),
      help: say(
        "How much really came in, as a number.",
        "Скільки надійшло насправді, числом.",
        "Сколько поступило на самом деле, числом.",
      ),
      placeholder: "100",
    },
    {
      name: "currency",
      kind: "choice",
      title: say("Currency", "Валюта", "Валюта"),
      help: say("Of the amount received.", "Валюта отриманої суми.", "Валюта полученной суммы."),
      options: ["USD", "EUR", "UAH", "RUB"].map((value) => ({ value, title: say(value, value, value) })),
    },
    {
      name: "userComments",
      kind: "longText",
      maxLength: 2_000,
      title: say("Comment", "Коментар", "Комментарий"),
      help: say(
        "For your colleagues: why the order was changed.",
        "Для колег: чому замовлення змінено.",
        "Для коллег: почему заказ изменён.",
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
