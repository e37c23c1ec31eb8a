import { say } from "../words.js";
import { seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const paidOrder: WorkflowTemplate = {
  id: "paid-order",
  title: say(
    "Paid order: thank you and tag",
    "Оплачене замовлення: подяка й тег",
    "Оплаченный заказ: благодарность и тег",
  ),
  summary: say(
    "Leeloo reports a sale. The workflow tags the buyer and says thank you.",
    "Leeloo повідомляє про продаж. Сценарій ставить покупцеві тег і дякує йому.",
    "Leeloo сообщает о продаже. Сценарий ставит покупателю тег и благодарит его.",
  ),
  needs: [
    say(
      "Leeloo events sent to Leeway",
      "Події Leeloo, що надходять у Leeway",
      "События Leeloo, которые приходят в Leeway",
    ),
    say("A tag for buyers", "Тег для покупців", "Тег для покупателей"),
  ],
  steps: [
    {
      id: "sale",
      type: "trigger.leelooEvent",
      name: say("Sale in Leeloo", "Продаж у Leeloo", "Продажа в Leeloo"),
      at: [0, 0],
      params: { events: ["SALE"] },
    },
    {
      id: "buyer",
      type: "leeloo.channel.getPerson",
      name: say("Who bought", "Хто купив", "Кто купил"),
      at: [1, 0],
      params: { account_id: "{{ trigger.data.account_id }}" },
    },
    {
      id: "tag",
      type: "leeloo.person.addTag",
      name: say("Tag the buyer", "Поставити тег покупцеві", "Поставить тег покупателю"),
      at: [2, 0],
      params: { person_id: "{{ steps.buyer.data.id }}" },
    },
    {
      id: "thanks",
      type: "leeloo.message.send",
      name: say("Say thank you", "Подякувати", "Поблагодарить"),
      at: [3, 0],
      params: { account_id: "{{ trigger.data.account_id }}" },
      texts: {
        text: say(
          "Thank you for your payment! “{{ trigger.data.offer_name }}”, {{ trigger.data.price }} {{ trigger.data.currency }}. We are glad to have you with us.",
          "Дякуємо за оплату! «{{ trigger.data.offer_name }}», {{ trigger.data.price }} {{ trigger.data.currency }}. Раді, що ви з нами.",
          "Спасибо за оплату! «{{ trigger.data.offer_name }}», {{ trigger.data.price }} {{ trigger.data.currency }}. Рады, что вы с нами.",
        ),
      },
    },
  ],
  links: [
    ["sale", "main", "buyer"],
    ["buyer", "main", "tag"],
    ["tag", "main", "thanks"],
  ],
  asks: [{ node: "tag", param: "tag_id", example: seeded.tagVip }],
  sample: {
    type: "SALE",
    data: {
      order_id: "5e2825e081fbca000d8596e4",
      account_id: seeded.account,
      offer_name: "Курс «Таргет з нуля»",
      price: 1200,
      currency: "UAH",
      email: "andrii.kovalenko@example.com",
      phone: "+380501112233",
      created_at: "2026-01-15T09:30:00.000Z",
      payment_method: seeded.paymentCredits,
    },
    receivedAt: "2026-01-15T09:30:01.000Z",
  },
};
