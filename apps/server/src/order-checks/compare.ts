import type { orderEventTypes } from "@leeway/api";
import { valueAt, type Entry, type Json, type JsonObject } from "@leeway/engine";

export type OrderEventType = (typeof orderEventTypes)[number];

/** An event that Leeloo should have sent of an order. */
export interface Expected {
  type: OrderEventType;
  orderId: string;
  at: number;
  order: JsonObject;
}

/** In the orders' list, what is paid. */
const PAID = "RESOLVED";

/** What Leeloo should have told of in a period: each order that was made in it, and each that was paid, by when it changed last. */
export function expectedOf(
  entries: readonly Entry[],
  { from, until }: { from: number; until: number },
  types: ReadonlySet<OrderEventType>,
): Expected[] {
  const inPeriod = (at: number) => at >= from && at < until;
  return entries.flatMap(({ key: orderId, at, changedAt, data: order }) => {
    const found: Expected[] = [];
    if (types.has("ORDER") && inPeriod(at)) found.push({ type: "ORDER", orderId, at, order });
    if (types.has("SALE") && order["status"] === PAID && inPeriod(changedAt))
      found.push({ type: "SALE", orderId, at: changedAt, order });
    return found;
  });
}

/** The event as Leeloo would have sent it, as far as the order and its person's card tell. */
export function eventOf({ type, orderId, order }: Omit<Expected, "at">, card: JsonObject): JsonObject {
  const text = (value: Json | undefined) => (typeof value === "string" ? value : "");
  const data = {
    order_id: orderId,
    account_id: text(valueAt(card, "accounts[0].account_id")),
    offer_name: order["title"] ?? "",
    price: order["price"] ?? null,
    currency: order["currency"] ?? "",
    email: text(card["email"]),
    phone: text(card["phone"]),
    created_at: order["createdAt"] ?? "",
  };
  return { type, data };
}
