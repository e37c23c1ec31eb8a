import * as channels from "./operations/channels.js";
import { getTunnel, getUser, listCategories, listConnections, listTags } from "./operations/lists.js";
import { listTemplates, listTunnels, listUsers, tunnelStats } from "./operations/lists.js";
import { sendMessage, sendTemplate } from "./operations/messages.js";
import { addSms, createPerson } from "./operations/new-people.js";
import { createOrder, getOrder, listOrders, updateOrder } from "./operations/orders.js";
import { addComment, changeTag, getPerson, listPeople, updatePerson } from "./operations/people.js";
import type { Reply } from "./reply.js";
import type { Call } from "./world.js";

type Operation = (call: Call) => Reply;

/** `*` is one id. The first that fits counts. */
const table: readonly (readonly [method: string, path: string, operation: Operation])[] = [
  ["GET", "/people", listPeople],
  ["POST", "/people", createPerson],
  ["POST", "/people/sms", addSms],
  ["GET", "/people/*", getPerson],
  ["PUT", "/people/*", updatePerson],
  ["PUT", "/people/*/add-tag", changeTag(true)],
  ["PUT", "/people/*/remove-tag", changeTag(false)],
  ["PUT", "/people/*/add-comment", addComment],
  ["POST", "/orders", createOrder],
  ["GET", "/orders", listOrders],
  ["GET", "/orders/*", getOrder],
  ["POST", "/orders/*", updateOrder],
  ["POST", "/messages/send-message", sendMessage],
  ["POST", "/messages/send-template", sendTemplate],
  ["GET", "/communication-channels", channels.listChannels],
  ["GET", "/communication-channels/*/person", channels.getPersonOfChannel],
  ["GET", "/communication-channels/*/chat-messages", channels.listMessages],
  ["POST", "/communication-channels/*/manual-subscribe", channels.subscribe],
  ["POST", "/leadgentools/*/create-traffic-source", channels.createTrafficSource],
  ["POST", "/calls", channels.createCall],
  ["GET", "/tags", listTags],
  ["GET", "/users", listUsers],
  ["GET", "/users/*", getUser],
  ["GET", "/tunnels", listTunnels],
  ["GET", "/tunnels/stats", tunnelStats],
  ["GET", "/tunnels/*", getTunnel],
  ["GET", "/tunnels/*/stats", tunnelStats],
  ["GET", "/connections", listConnections],
  ["GET", "/categories/templates", listCategories],
  ["GET", "/categories/templates/*", listTemplates],
];

const routes = table.map(([method, path, operation]) => ({ method, shape: shapeOf(path), operation }));

/** A path with `*` for single segments as an expression; the stars are its groups. */
export function shapeOf(path: string): RegExp {
  const escaped = path.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "([^/]+)");
  return new RegExp(`^${escaped}$`);
}

/** The operation behind a method and path, with the ids of the path. */
export function routeOf(method: string, path: string): { operation: Operation; params: string[] } | undefined {
  for (const route of routes) {
    const fit = route.method === method ? route.shape.exec(path) : null;
    if (fit) return { operation: route.operation, params: fit.slice(1) };
  }
  return undefined;
}
