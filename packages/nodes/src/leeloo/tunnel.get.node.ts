import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { tunnelId } from "./ids.js";
import { leeloo } from "./shared.js";

const sample = {
  status: 1,
  data: {
    id: "595f5d522a934035decc093d",
    name: "My tunnel",
    createdAt: "2015-04-02T14:20Z",
    updatedAt: "2015-04-02T14:20Z",
    links: { leadgentools: [{ type: "leadgentools", id: "222f5d522a934035decc093d" }] },
  },
  linked: { leadgentools: [{ id: "222f5d522a934035decc093d", name: "LGT1", type: "LINK" }] },
};

export const tunnelGet: NodeDefinition = {
  ...leeloo,
  type: "leeloo.tunnel.get",
  group: "tunnels",
  icon: "sitemap",
  title: say("Read a tunnel", "Дані тунелю", "Данные туннеля"),
  summary: say(
    "Reads one tunnel with its LGTs.",
    "Читає один тунель разом з його LGT.",
    "Читает один туннель вместе с его LGT.",
  ),
  line: say("Read the tunnel {tunnel_id}", "Прочитати тунель {tunnel_id}", "Прочитать туннель {tunnel_id}"),
  effect: "read",
  params: [
    tunnelId,
    {
      name: "include",
      kind: "list",
      advanced: true,
      default: ["leadgentools"],
      title: say("Include", "Додати до відповіді", "Добавить в ответ"),
      help: say(
        "What else Leeloo adds to its answer, in “linked”.",
        "Що ще Leeloo додасть до відповіді, у полі «linked».",
        "Что ещё Leeloo добавит к ответу, в поле «linked».",
      ),
      options: [{ value: "leadgentools", title: say("LGTs", "LGT", "LGT") }],
    },
  ],
  request: { method: "GET", path: "/tunnels/{tunnel_id}", query: ["include"] },
  ids: {
    "data.id": { idKind: "tunnel", label: "data.name" },
    "data.links.leadgentools[].id": { idKind: "leadgentool" },
    "linked.leadgentools[].id": { idKind: "leadgentool", label: "linked.leadgentools[].name" },
  },
  sample,
  outputSchema: schemaOf(sample),
};
