import type { NodeDefinition } from "@leeway/engine";
import { schemaOf } from "../words.js";
import { leeloo } from "./shared.js";

const sample = {
  status: 1,
  data: [
    {
      subscribers: 10,
      uniqSubscribers: 2,
      orders: 4,
      sales: 3,
      uniqSales: 2,
      visits: 14,
      uniqVisits: 5,
      shows: 5,
      uniqShows: 3,
      totalSale: 200,
      totalExpenses: 100,
    },
  ],
};

/** What the numbers of one tunnel and of all have in common. */
export const stats = {
  ...leeloo,
  group: "tunnels",
  icon: "chart-bar",
  effect: "read",
  sample,
  outputSchema: schemaOf(sample),
} as const satisfies Partial<NodeDefinition>;
