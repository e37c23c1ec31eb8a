import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leeloo, paging } from "./shared.js";

const sample = {
  data: [
    {
      id: "5e399d72a2d0e2000dd584c1",
      person_id: "5df0fac42121a5000e07d80b",
      title: "manual offer",
      price: 200,
      currency: "USD",
      status: "RESOLVED",
      createdAt: "2020-02-04T16:36:02.213Z",
      updatedAt: "2020-02-04T16:38:58.168Z",
    },
  ],
  meta: { limit: 1, offset: 0, filteredCount: 20, totalCount: 93 },
  status: 1,
};

export const orderList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.order.list",
  group: "orders",
  icon: "list-details",
  title: say("List orders", "Список замовлень", "Список заказов"),
  summary: say(
    "Reads orders with their amounts, statuses and people.",
    "Читає замовлення: суми, статуси і хто замовив.",
    "Читает заказы: суммы, статусы и кто заказал.",
  ),
  line: say("Orders", "Замовлення", "Заказы"),
  effect: "read",
  params: paging,
  request: { method: "GET", path: "/orders", query: ["limit", "offset"], list: { items: "data" } },
  ids: {
    "data[].id": { idKind: "order", label: "data[].title" },
    "data[].person_id": { idKind: "person" },
  },
  sample,
  outputSchema: schemaOf(sample),
};
