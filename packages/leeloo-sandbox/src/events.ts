import type { Channel, Json, JsonObject, Message, Order, Person } from "./state.js";

/** What Leeloo's one webhook tells of: order, sale, subscription, incoming message. */
export const eventTypes = ["ORDER", "SALE", "SUBSCRIPTION", "MESSAGE"] as const;
export type EventType = (typeof eventTypes)[number];

/** The body of Leeloo's webhook. There is no id and no signature in it. */
export type LeelooEvent = { type: EventType; data: JsonObject };

/** ORDER, as Leeloo's wiki shows it. */
export const orderEvent = (order: Order, account_id: string): LeelooEvent => ({
  type: "ORDER",
  data: orderData(order, account_id),
});

/** SALE: the order's data with the payment system's id. */
export const saleEvent = (order: Order, account_id: string): LeelooEvent => ({
  type: "SALE",
  data: { ...orderData(order, account_id), payment_method: order.payment_credits_id },
});

function orderData(order: Order, account_id: string): JsonObject {
  const { id: order_id, title: offer_name, price, currency, email, phone, createdAt: created_at } = order;
  return { order_id, account_id, offer_name, price, currency, email, phone, created_at };
}

/** What a subscription and a message have in them is not known; the names are those of the API's answers. */
export const subscriptionEvent = (
  { id: person_id, name, phone, email }: Person,
  { id: account_id }: Channel,
  place: { tunnel_id: string; tunnel_name: string; leadgentool_id: string } & Record<string, Json>,
  created_at: string,
): LeelooEvent => ({
  type: "SUBSCRIPTION",
  data: { account_id, person_id, name, phone, email, ...place, created_at },
});

/** MESSAGE: somebody wrote. */
export const messageEvent = ({ name }: Person, message: Message): LeelooEvent => {
  const { id: message_id, account_id, person_id, text, createdAt: created_at } = message;
  return { type: "MESSAGE", data: { message_id, account_id, person_id, name, text, created_at } };
};
