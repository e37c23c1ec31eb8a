import { id, instant, needId, oneOf, page, text } from "../read.js";
import { orderEvent, saleEvent } from "../events.js";
import { notFound, ok, Refusal, type Reply } from "../reply.js";
import type { JsonObject, Order } from "../state.js";
import type { Call } from "../world.js";
import { channelOf } from "./person-card.js";

/** POST /orders */
export function createOrder({ body, world }: Call): Reply {
  const payment_credits_id = needId(body, "paymentCreditsId");
  const offer_id = needId(body, "offerId");
  const person_id = needId(body, "personId");
  if (!world.state.people.has(person_id)) throw new Refusal("Person not found");
  const credits = world.setup.paymentCredits.find((one) => one === payment_credits_id);
  world.known<string>("Payment credits", payment_credits_id, credits, payment_credits_id);
  const stranger = { id: offer_id, title: "Оффер", price: 100, currency: "UAH" };
  const found = world.setup.offers.find((one) => one.id === offer_id);
  const { title, price, currency } = world.known<typeof stranger>("Offer", offer_id, found, stranger);
  const order: Order = {
    id: world.mint(),
    person_id,
    offer_id,
    payment_credits_id,
    manager_id: id(body, "managerId"),
    title,
    price,
    currency,
    status: "OPENED",
    email: text(body, "email"),
    phone: text(body, "phone"),
    transactionDate: instant(body, "transactionDate"),
    isNotifyAccount: flag(body, "isNotifyAccount"),
    userComments: "",
    createdAt: world.time,
    updatedAt: world.time,
  };
  world.put("orders", order);
  world.tell(orderEvent(order, channelOf(world, person_id)?.id ?? ""));
  return ok(brief(order));
}

function flag(body: JsonObject, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value === "boolean") return value;
  return oneOf(body, name, ["true", "false"]) === "true";
}

const brief = ({ id: order, title, price, currency, status, createdAt, updatedAt }: Order): JsonObject => ({
  id: order,
  title,
  price,
  currency,
  status,
  createdAt,
  updatedAt,
});

/** GET /orders */
export function listOrders(call: Call): Reply {
  const all = [...call.world.state.orders.values()].reverse();
  return page(
    call,
    all.map((order) => ({ ...brief(order), person_id: order.person_id })),
    all.length,
  );
}

/** A single order speaks of payments: another vocabulary than the list's. */
const paymentStatus: Record<string, string> = { OPENED: "ORDER", RESOLVED: "SUCCESS", REJECTED: "FAILED" };

/** GET /orders/{order_id} */
export function getOrder(call: Call): Reply {
  const order = orderAt(call);
  return ok({
    ...brief(order),
    status: paymentStatus[order.status] ?? order.status,
    description: order.userComments,
    paymentMethod: "MANUAL",
  });
}

/** POST /orders/{order_id} */
export function updateOrder(call: Call): Reply {
  const { body, world } = call;
  const order = orderAt(call);
  const price = text(body, "price");
  if (price !== "" && !(Number(price) >= 0)) throw new Refusal("price must be a number");
  const paid = text(body, "paymentDate");
  if (paid !== "" && !/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(paid))
    throw new Refusal("paymentDate must look like 2018-06-27 07:32");
  const changed: Order = {
    ...order,
    ...("status" in body && { status: oneOf(body, "status", ["RESOLVED", "REJECTED"]) }),
    ...("currency" in body && { currency: oneOf(body, "currency", ["USD", "EUR", "UAH", "RUB"]) }),
    ...(price !== "" && { price: Number(price) }),
    ...(paid !== "" && { transactionDate: `${paid.replace(" ", "T")}:00.000Z` }),
    ...("userComments" in body && { userComments: text(body, "userComments") }),
    updatedAt: world.time,
  };
  world.put("orders", changed);
  // Paid once: setting the same status again is no second sale.
  if (changed.status === "RESOLVED" && order.status !== "RESOLVED")
    world.tell(saleEvent(changed, channelOf(world, order.person_id)?.id ?? ""));
  return ok({ id: order.id });
}

function orderAt({ params, world }: Call): Order {
  const order = world.state.orders.get(params[0] ?? "");
  if (!order) throw notFound("Order");
  return order;
}
