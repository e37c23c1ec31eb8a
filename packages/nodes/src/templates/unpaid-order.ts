import { say } from "../words.js";
import { posted } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const unpaidOrder: WorkflowTemplate = {
  id: "unpaid-order",
  title: say("Order not paid: reminder", "Замовлення не оплачено: нагадування", "Заказ не оплачен: напоминание"),
  summary: say(
    "Your shop reports an order that is still not paid. The workflow sends the buyer a friendly reminder with a payment link.",
    "Магазин повідомляє про неоплачене замовлення. Сценарій надсилає покупцеві дружнє нагадування з посиланням на оплату.",
    "Магазин сообщает о неоплаченном заказе. Сценарий отправляет покупателю дружелюбное напоминание со ссылкой на оплату.",
  ),
  needs: [
    say(
      "A shop that sends phone, number, paid and payUrl some time after the order",
      "Магазин, що через певний час після замовлення надсилає phone, number, paid і payUrl",
      "Магазин, который через некоторое время после заказа отправляет phone, number, paid и payUrl",
    ),
  ],
  steps: [
    {
      id: "check",
      type: "trigger.webhook",
      name: say("Shop reports an order", "Повідомлення від магазину", "Сообщение от магазина"),
      at: [0, 0],
      params: { method: "POST", respond: "accepted", dedupe: "{{ trigger.body.number }}" },
    },
    {
      id: "paid",
      type: "logic.if",
      name: say("Already paid?", "Уже оплачено?", "Уже оплачено?"),
      at: [1, 0],
      params: { where: { all: [{ value: "{{ trigger.body.paid }}", op: "isTrue" }] } },
    },
    {
      id: "find",
      type: "leeloo.person.list",
      name: say("Find the buyer", "Знайти покупця", "Найти покупателя"),
      at: [2, 1],
      params: { "filter[phone]": "{{ trigger.body.phone }}", limit: 1 },
    },
    {
      id: "known",
      type: "logic.if",
      name: say("Found?", "Знайдено?", "Найден?"),
      at: [3, 1],
      params: { where: { all: [{ value: "{{ steps.find.data }}", op: "isNotEmpty" }] } },
    },
    {
      id: "reminder",
      type: "leeloo.message.send",
      name: say("Remind the buyer", "Нагадати покупцеві", "Напомнить покупателю"),
      at: [4, 1],
      params: { account_id: "{{ steps.find.data[0].accounts[0].account_id }}" },
      texts: {
        text: say(
          "Hello {{ steps.find.data[0].name }}! Your order №{{ trigger.body.number }} is waiting for payment: {{ trigger.body.payUrl }}",
          "Вітаємо, {{ steps.find.data[0].name }}! Ваше замовлення №{{ trigger.body.number }} чекає на оплату: {{ trigger.body.payUrl }}",
          "Здравствуйте, {{ steps.find.data[0].name }}! Ваш заказ №{{ trigger.body.number }} ждёт оплаты: {{ trigger.body.payUrl }}",
        ),
      },
    },
  ],
  links: [
    ["check", "main", "paid"],
    ["paid", "false", "find"],
    ["find", "main", "known"],
    ["known", "true", "reminder"],
  ],
  asks: [],
  sample: posted({ phone: "+380501112233", number: "1042", paid: false, payUrl: "https://shop.example/pay/1042" }),
};
