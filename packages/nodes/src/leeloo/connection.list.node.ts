import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    connections: [
      { id: "65cf48536d81f496d4f9a673", type: "telegram", name: "Telegram bot" },
      { id: "65b3791a9af7b6ef6f4a8afd", type: "sendGrid", name: "Sendgrid bot" },
    ],
  },
  status: 1,
};

export const connectionList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.connection.list",
  group: "channels",
  icon: "plug-connected",
  title: say("List connections", "Список підключень", "Список подключений"),
  summary: say(
    "Reads the bots and senders connected to Leeloo.",
    "Читає ботів і відправників, підключених до Leeloo.",
    "Читает ботов и отправителей, подключённых к Leeloo.",
  ),
  line: say("All connections", "Усі підключення", "Все подключения"),
  effect: "read",
  params: [],
  request: { method: "GET", path: "/connections" },
  ids: { "data.connections[].id": { idKind: "connection", label: "data.connections[].name" } },
  sample,
  outputSchema: schemaOf(sample),
};
