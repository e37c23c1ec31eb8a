import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leeloo, paging } from "./shared.js";

const sample = {
  status: 1,
  data: [
    {
      id: "595f5d522a934035decc093d",
      name: "My tunnel",
      createdAt: "2015-04-02T14:20Z",
      updatedAt: "2015-04-02T14:20Z",
    },
  ],
  meta: { totalCount: 1, filteredCount: 1, limit: 20, offset: 0 },
};

export const tunnelList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.tunnel.list",
  group: "tunnels",
  icon: "list-details",
  title: say("List tunnels", "Список тунелів", "Список туннелей"),
  summary: say("Reads your tunnels with their IDs.", "Читає ваші тунелі з їхніми ID.", "Читает ваши туннели с их ID."),
  line: say("Tunnels", "Тунелі", "Туннели"),
  effect: "read",
  params: paging,
  request: { method: "GET", path: "/tunnels", query: ["limit", "offset"], list: { items: "data" } },
  ids: { "data[].id": { idKind: "tunnel", label: "data[].name" } },
  sample,
  outputSchema: schemaOf(sample),
};
