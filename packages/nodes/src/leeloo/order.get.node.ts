import type { NodeDefinition } from "@leeway/engine";
import { number, object, say, text } from "../words.js";
import { orderId } from "./ids.js";
import { leeloo } from "./shared.js";

export const orderGet: NodeDefinition = {
  ...leeloo,
  type: "leeloo.order.get",
  group: "orders",
  icon: "shopping-cart",
  title: say("Read an order", "Прочитати замовлення", "Прочитать заказ"),
  summary: say(
    "Reads one order: amount, currency, status, payment method.",
    "Читає одне замовлення: суму, валюту, статус, спосіб оплати.",
    "Читает один заказ: сумму, валюту, статус, способ оплаты.",
  ),
  line: say("Read the order {order_id}", "Прочитати замовлення {order_id}", "Прочитать заказ {order_id}"),
  effect: "read",
  params: [orderId],
  request: { method: "GET", path: "/orders/{order_id}" },
  ids: { "data.id": { idKind: "order", label: "data.title" } },
  sample: {
    status: 1,
    data: {
      id: "5e2825e081fbca000d8596e4",
      createdAt: "2015-04-02T14:20Z",
      updatedAt: "2015-04-02T14:20Z",
      title: "Title11",
      description: "Description1",
      price: 100,
      currency: "UAH",
      status: "SUCCESS",
      paymentMethod: "WAYFORPAY",
    },
  },
  outputSchema: object({
    status: number,
    data: object({
      id: text,
      createdAt: text,
      updatedAt: text,
      title: text,
      description: text,
      price: number,
      currency: text,
      status: text,
      paymentMethod: text,
    }),
  }),
};
