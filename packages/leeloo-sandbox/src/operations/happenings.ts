import { messageEvent, orderEvent, saleEvent, type EventType } from "../events.js";
import { Refusal } from "../reply.js";
import type { Channel, Message, Order, Person } from "../state.js";
import type { World } from "../world.js";
import { addPerson, tellOfSubscription } from "./new-people.js";
import { channelOf } from "./person-card.js";

/** Something that happens in Leeloo itself, and not by its API: a person orders, pays, subscribes or writes. */
export interface Happening {
  type: EventType;
  /** Somebody who is there; without it the person is new. */
  personId?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  /** MESSAGE: what they write. */
  text?: string | undefined;
  /** ORDER and SALE: of what, and for how much. */
  offer?: string | undefined;
  price?: number | undefined;
  currency?: string | undefined;
  /** SUBSCRIPTION: to which tunnel. */
  tunnelId?: string | undefined;
}

interface Somebody {
  person: Person;
  channel: Channel;
}

/** Lets it happen: what it changes is written, and the events that it makes are told. */
export function happen(world: World, happening: Happening): void {
  const tunnel = world.setup.tunnels.find(({ id }) => id === happening.tunnelId) ?? world.setup.tunnels[0];
  if (happening.tunnelId !== undefined && tunnel.id !== happening.tunnelId) throw new Refusal("Tunnel not found", 404);
  const known = happening.personId === undefined ? undefined : somebody(world, happening.personId);
  const who = known ?? newcomer(world, happening, tunnel.leadgentools[0].id);
  if (happening.type === "MESSAGE") write(world, who, happening.text ?? "");
  else if (happening.type !== "SUBSCRIPTION") buy(world, who, happening);
  else if (known) {
    const data = { account_id: known.channel.id, tunnel_id: tunnel.id, tunnel_block_id: "" };
    world.put("notes", { id: world.mint(), kind: "subscription", data });
    tellOfSubscription(world, known.person, known.channel, tunnel.leadgentools[0].id);
  }
}

function somebody(world: World, id: string): Somebody {
  const person = world.state.people.get(id);
  const channel = channelOf(world, id);
  if (!person || !channel) throw new Refusal("Person not found", 404);
  return { person, channel };
}

/** A new person has subscribed, whatever else they do. */
function newcomer(world: World, { name, phone = "", email = "" }: Happening, leadgentool_id: string): Somebody {
  if (!name?.trim()) throw new Refusal("name is required");
  const circumstances = { from: "TELEGRAM", leadgentool_id, connection_id: world.setup.connections[0].id };
  return addPerson(world, { name, phone, email }, { ...circumstances, managers: [], tags: [] });
}

function write(world: World, { person, channel }: Somebody, text: string): void {
  if (text.trim() === "") throw new Refusal("text is required");
  const message: Message = {
    id: world.mint(),
    account_id: channel.id,
    person_id: person.id,
    type: "USER_MESSAGE",
    text,
    template_id: "",
    variables: {},
    createdAt: world.time,
  };
  world.put("people", { ...person, lastMessageTime: world.time });
  world.put("messages", message);
  world.tell(messageEvent(person, message));
}

function buy(world: World, { person, channel }: Somebody, { type, offer, price, currency }: Happening): void {
  const usual = world.setup.offers[0];
  const order: Order = {
    id: world.mint(),
    person_id: person.id,
    offer_id: usual.id,
    payment_credits_id: world.setup.paymentCredits[0],
    manager_id: "",
    title: offer?.trim() || usual.title,
    price: price ?? usual.price,
    currency: currency ?? usual.currency,
    status: type === "SALE" ? "RESOLVED" : "OPENED",
    email: person.email,
    phone: person.phone,
    transactionDate: world.time,
    isNotifyAccount: false,
    userComments: "",
    createdAt: world.time,
    updatedAt: world.time,
  };
  world.put("orders", order);
  world.tell((type === "SALE" ? saleEvent : orderEvent)(order, channel.id));
}
