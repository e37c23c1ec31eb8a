import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { tunnelId } from "./ids.js";
import { stats } from "./tunnel-stats.js";

export const tunnelStats: NodeDefinition = {
  ...stats,
  type: "leeloo.tunnel.stats",
  title: say("Statistics of a tunnel", "Статистика тунелю", "Статистика туннеля"),
  summary: say(
    "Reads visits, subscribers, orders and sales of one tunnel; amounts are in dollars.",
    "Читає відвідування, підписників, замовлення та продажі одного тунелю; суми в доларах.",
    "Читает посещения, подписчиков, заказы и продажи одного туннеля; суммы в долларах.",
  ),
  line: say("Statistics of {tunnel_id}", "Статистика {tunnel_id}", "Статистика {tunnel_id}"),
  params: [tunnelId],
  request: { method: "GET", path: "/tunnels/{tunnel_id}/stats" },
};
