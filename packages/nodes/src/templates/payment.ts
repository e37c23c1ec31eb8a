import { say } from "../words.js";
import { posted, seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const payment: WorkflowTemplate = {
  id: "payment",
  title: say(
    "Payment came in: order paid and thank you",
    "Надійшла оплата: замовлення оплачено й подяка",
    "Пришла оплата: заказ оплачен и благодарность",
  ),
  summary: say(
    "Your payment service reports a payment. The workflow marks the order in Leeloo as paid, with the sum, and thanks the buyer.",
    "Платіжний сервіс повідомляє про оплату. Сценарій позначає замовлення в Leeloo оплаченим на цю суму й дякує покупцеві.",
    "Платёжный сервис сообщает об оплате. Сценарий отмечает заказ в Leeloo оплаченным на эту сумму и благодарит покупателя.",
  ),
  needs: [
    say(
      "A payment service that sends orderId (of the order in Leeloo), amount, currency, status and accountId",
      "Платіжний сервіс, що надсилає orderId (замовлення в Leeloo), amount, currency, status і accountId",
      "Платёжный сервис, который отправляет orderId (заказа в Leeloo), amount, currency, status и accountId",
    ),
  ],
  steps: [
    {
      id: "paid",
      type: "trigger.webhook",
      name: say("Payment service reports", "Повідомлення про оплату", "Сообщение об оплате"),
      at: [0, 0],
      params: { method: "POST", respond: "accepted", dedupe: "{{ trigger.body.orderId }}:{{ trigger.body.status }}" },
    },
    {
      id: "approved",
      type: "logic.if",
      name: say("Did it go through?", "Чи пройшла?", "Прошла ли?"),
      at: [1, 0],
      params: { where: { all: [{ value: "{{ trigger.body.status }}", op: "equals", to: "approved" }] } },
    },
    {
      id: "order",
      type: "leeloo.order.update",
      name: say("Order is paid", "Замовлення оплачено", "Заказ оплачен"),
      at: [2, 0],
      params: {
        order_id: "{{ trigger.body.orderId }}",
        status: "RESOLVED",
        price: "{{ trigger.body.amount }}",
        currency: "{{ trigger.body.currency }}",
        paymentDate: "{{ trigger.receivedAt }}",
      },
    },
    {
      id: "thanks",
      type: "leeloo.message.send",
      name: say("Say thank you", "Подякувати", "Поблагодарить"),
      at: [3, 0],
      params: { account_id: "{{ trigger.body.accountId }}" },
      texts: {
        text: say(
          "Your payment of {{ trigger.body.amount }} {{ trigger.body.currency }} has arrived. Thank you!",
          "Ваша оплата {{ trigger.body.amount }} {{ trigger.body.currency }} надійшла. Дякуємо!",
          "Ваша оплата {{ trigger.body.amount }} {{ trigger.body.currency }} пришла. Спасибо!",
        ),
      },
    },
  ],
  links: [
    ["paid", "main", "approved"],
    ["approved", "true", "order"],
    ["order", "main", "thanks"],
  ],
  asks: [],
  sample: posted({
    orderId: "5e2825e081fbca000d8596e4",
    status: "approved",
    amount: 1200,
    currency: "UAH",
    accountId: seeded.account,
  }),
};
