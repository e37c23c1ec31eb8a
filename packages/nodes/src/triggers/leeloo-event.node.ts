import type { NodeDefinition } from "@leeway/engine";
import { anything, object, say, text, trigger } from "../words.js";

export const leelooEvent: NodeDefinition = {
  ...trigger,
  type: "trigger.leelooEvent",
  title: say("Leeloo event", "Подія в Leeloo", "Событие в Leeloo"),
  summary: say(
    "Starts when Leeloo tells of an order, a sale, a subscription or a message.",
    "Запускається, коли Leeloo повідомляє про замовлення, продаж, підписку або повідомлення.",
    "Запускается, когда Leeloo сообщает о заказе, продаже, подписке или сообщении.",
  ),
  line: say("On an event in Leeloo: {events}", "Коли подія в Leeloo: {events}", "Когда событие в Leeloo: {events}"),
  icon: "broadcast",
  params: [
    {
      name: "events",
      kind: "list",
      required: true,
      literal: true,
      title: say("Events", "Події", "События"),
      help: say(
        "Which of Leeloo's events start this workflow. A type that is not listed is added by its name.",
        "Які події Leeloo запускають цей сценарій. Тип, якого немає у списку, додайте за назвою.",
        "Какие события Leeloo запускают этот сценарий. Тип, которого нет в списке, добавьте по названию.",
      ),
      options: [
        { value: "ORDER", title: say("New order", "Нове замовлення", "Новый заказ") },
        { value: "SALE", title: say("Sale", "Продаж", "Продажа") },
        { value: "SUBSCRIPTION", title: say("New subscription", "Нова підписка", "Новая подписка") },
        { value: "MESSAGE", title: say("Incoming message", "Вхідне повідомлення", "Входящее сообщение") },
      ],
    },
    {
      name: "where",
      kind: "where",
      title: say("Only if", "Лише якщо", "Только если"),
      help: say(
        "Compare values of the event, for example {{ trigger.data.price }}. Empty: every event of these types counts.",
        "Порівняйте значення події, наприклад {{ trigger.data.price }}. Порожньо: враховується кожна подія цих типів.",
        "Сравните значения события, например {{ trigger.data.price }}. Пусто: учитывается каждое событие этих типов.",
      ),
    },
    {
      name: "dedupe",
      kind: "text",
      advanced: true,
      title: say("Key against repeats", "Ключ проти повторів", "Ключ против повторов"),
      help: say(
        "Events with the same key start one run only. Empty: the event's type with the order's number; events without an order all count.",
        "Події з однаковим ключем запускають сценарій лише раз. Порожньо: тип події з номером замовлення; події без замовлення враховуються всі.",
        "События с одинаковым ключом запускают сценарий только один раз. Пусто: тип события с номером заказа; события без заказа учитываются все.",
      ),
      placeholder: "{{ trigger.data.order_id }}",
    },
  ],
  ids: {
    "data.account_id": { idKind: "account", label: "data.email" },
    "data.person_id": { idKind: "person", label: "data.email" },
    "data.tunnel_id": { idKind: "tunnel" },
    "data.leadgentool_id": { idKind: "leadgentool" },
    "data.order_id": { idKind: "order", label: "data.offer_name" },
  },
  sample: {
    type: "ORDER",
    data: {
      order_id: "5e2825e081fbca000d8596e4",
      account_id: "5e20bb1081fbca000d8596a1",
      offer_name: "Курс «Таргет з нуля»",
      price: 1200,
      currency: "UAH",
      email: "olena@example.com",
      phone: "+380501112233",
      created_at: "2026-01-15T09:30:00.000Z",
    },
    receivedAt: "2026-01-15T09:30:01.000Z",
  },
  // What each type carries beyond this is Leeloo's to decide; prices have come as numbers and as texts.
  outputSchema: object(
    {
      type: text,
      data: object({
        order_id: text,
        account_id: text,
        person_id: text,
        tunnel_id: text,
        leadgentool_id: text,
        offer_name: text,
        price: anything,
        currency: text,
        email: text,
        phone: text,
        created_at: text,
        payment_method: text,
      }),
      receivedAt: text,
    },
    ["type", "data", "receivedAt"],
  ),
};
