import type { NodeDefinition } from "@leeway/engine";
import { anything, boolean, object, say, text, trigger } from "../words.js";

export const leelooEvent: NodeDefinition = {
  ...trigger,
  type: "trigger.leelooEvent",
  title: say("Leeloo event", "Подія в Leeloo", "Событие в Leeloo"),
  summary: say(
    "Starts when Leeloo reports an order, a sale, a subscription or a message.",
    "Запускається, коли Leeloo повідомляє про замовлення, продаж, підписку або повідомлення.",
    "Запускается, когда Leeloo сообщает о заказе, продаже, подписке или сообщении.",
  ),
  line: say("Leeloo event: {events}", "Подія в Leeloo: {events}", "Событие в Leeloo: {events}"),
  icon: "broadcast",
  credential: { types: ["leelooToken"], showIf: { param: "check", in: [true] } },
  params: [
    {
      name: "events",
      kind: "list",
      required: true,
      literal: true,
      others: true,
      title: say("Events", "Події", "События"),
      help: say(
        "Which Leeloo events start this workflow. If a type is not listed, add it by its name.",
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
        "Compare the event's data, for example {{ trigger.data.price }}. If empty, every event of these types starts the workflow.",
        "Порівняйте дані події, наприклад {{ trigger.data.price }}. Якщо порожньо, сценарій запускає кожна подія цих типів.",
        "Сравните данные события, например {{ trigger.data.price }}. Если пусто, сценарий запускает каждое событие этих типов.",
      ),
    },
    {
      name: "check",
      kind: "boolean",
      literal: true,
      default: false,
      title: say(
        "Look daily for missed orders",
        "Щодня шукати пропущені замовлення",
        "Ежедневно искать пропущенные заказы",
      ),
      help: say(
        "Leeloo sends an event only once. Once a day Leeway compares its orders with the events that came; what is missing is shown under “Leeloo events”, and told to those who are told of failures.",
        "Leeloo надсилає подію лише раз. Раз на добу Leeway порівнює замовлення з подіями, що надійшли; чого бракує, видно в розділі «Події Leeloo», і про це сповіщають тих, кому повідомляють про помилки.",
        "Leeloo отправляет событие только один раз. Раз в сутки Leeway сравнивает заказы с пришедшими событиями; чего не хватает, видно в разделе «События Leeloo», и об этом уведомляют тех, кому сообщают об ошибках.",
      ),
    },
    {
      name: "dedupe",
      kind: "text",
      advanced: true,
      title: say("Key against repeats", "Ключ проти повторів", "Ключ против повторов"),
      help: say(
        "Events with the same key start the workflow only once. If empty, the key is the type with the order's ID; events without an order always start it.",
        "Події з однаковим ключем запускають сценарій лише раз. Якщо порожньо, ключ — тип події та ID замовлення; події без замовлення запускають сценарій завжди.",
        "События с одинаковым ключом запускают сценарий только один раз. Если пусто, ключ — тип события и ID заказа; события без заказа запускают сценарий всегда.",
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
      // Leeloo did not send it: it was made of an order that Leeloo lists.
      recovered: boolean,
    },
    ["type", "data", "receivedAt"],
  ),
};
