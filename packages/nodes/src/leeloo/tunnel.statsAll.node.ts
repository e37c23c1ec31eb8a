import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { stats } from "./tunnel-stats.js";

export const tunnelStatsAll: NodeDefinition = {
  ...stats,
  type: "leeloo.tunnel.statsAll",
  title: say("Statistics of all tunnels", "Статистика всіх тунелів", "Статистика всех туннелей"),
  summary: say(
    "Reads visits, subscribers, orders and sales of all tunnels; amounts are in dollars.",
    "Читає відвідування, підписників, замовлення та продажі всіх тунелів; суми в доларах.",
    "Читает посещения, подписчиков, заказы и продажи всех туннелей; суммы в долларах.",
  ),
  line: say("Statistics of all tunnels", "Статистика всіх тунелів", "Статистика всех туннелей"),
  params: [],
  request: { method: "GET", path: "/tunnels/stats" },
};
