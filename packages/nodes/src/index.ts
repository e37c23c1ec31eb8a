import type { Catalogue, NodeDefinition } from "@leeway/engine";
import { httpRequest } from "./http/request.node.js";
import { leelooOperations } from "./leeloo/operations.js";
import { ifNode } from "./logic/if.node.js";
import { respondNode } from "./logic/respond.node.js";
import { setNode } from "./logic/set.node.js";
import { stopNode } from "./logic/stop.node.js";
import { switchNode } from "./logic/switch.node.js";
import { leelooEvent } from "./triggers/leeloo-event.node.js";
import { manual } from "./triggers/manual.node.js";
import { webhook } from "./triggers/webhook.node.js";

/** Every node type this Leeway knows, in the order of the palette. */
export const definitions: readonly NodeDefinition[] = [
  webhook,
  leelooEvent,
  manual,
  ifNode,
  switchNode,
  setNode,
  respondNode,
  stopNode,
  httpRequest,
  ...leelooOperations,
];

/** Every definition by its type. */
export const catalogue: Catalogue = new Map(definitions.map((definition) => [definition.type, definition]));

export { hasMore } from "./leeloo/page.js";
export { demoIds, demoOrder, demoPayload, demoVariables, demoWorkflow } from "./demo.js";
