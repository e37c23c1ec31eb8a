import type { NodeDefinition } from "@leeway/engine";
import { mainPort } from "../words.js";

/** What every step that speaks with the Bot API says of itself. */
export const telegram = {
  version: 1,
  kind: "action",
  group: "services",
  icon: "brand-telegram",
  credential: { types: ["telegramBot"] },
  ports: [mainPort],
  maxAttempts: 3,
} satisfies Partial<NodeDefinition>;
