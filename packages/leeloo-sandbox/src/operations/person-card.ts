import { ok, type Reply } from "../reply.js";
import type { Channel, Json, JsonObject, Person, State } from "../state.js";
import type { Call, World } from "../world.js";

/** A person's whole card, with what it links to where it is asked for. */
export function card(call: Call, person: Person, include: readonly string[]): Reply {
  const { id, name, tags, phone, email, custom_fields, created_at, updated_at } = person;
  const channels = channelsOf(call, id);
  const orders = [...call.world.state.orders.values()].filter((order) => order.person_id === id);
  const users = call.world.setup.users.filter((user) => person.managers.includes(user.id));
  const included: JsonObject = {
    ...(include.includes("contactedUsers") && { users: users.map((user) => ({ ...user })) }),
    ...(include.includes("orders") && {
      orders: orders.map((o) => ({
        id: o.id,
        title: o.title,
        price: o.price,
        currency: o.currency,
        status: o.status,
        updatedAt: o.updatedAt,
      })),
    }),
  };
  const data = {
    id,
    name,
    tags,
    profileImage: "NOT_DEFINED",
    gender: "NO_DATA",
    phone,
    email,
    locale: "",
    accounts: channels.map(account),
    subscribeHistory: subscribeHistory(call.world.state, channels),
    links: {
      contactedUsers: person.managers.map((user) => ({ type: "users", id: user })),
      orders: orders.map((order) => ({ type: "orders", id: order.id })),
    },
    custom_fields,
    created_at,
    updated_at,
  };
  return ok(data, { included });
}

/** A person has one channel here; its id differs in the last digit only. */
export const channelOf = ({ state }: World, person: string): Channel | undefined =>
  state.channels.get(`${person.slice(0, -1)}1`);

export function channelsOf({ world }: Call, person: string): Channel[] {
  const own = channelOf(world, person);
  return own ? [own] : [];
}

/** A channel as a person carries it. */
export const account = ({ id, connection_id, connection_status, from }: Channel): JsonObject => ({
  account_id: id,
  connection_id,
  connection_status,
  from,
});

/** Where the channels came in, and what they were subscribed to since. */
export function subscribeHistory(state: State, channels: readonly Channel[]): JsonObject[] {
  const own = new Set<Json>(channels.map(({ id }) => id));
  const later = [...state.notes.values()]
    .filter(({ kind, data }) => kind === "subscription" && own.has(data["account_id"] ?? ""))
    .map(({ data }) => data);
  return channels.flatMap(({ id, leadgentool_id }) => [
    subscription(state, id, leadgentool_id),
    ...later
      .filter(({ account_id }) => account_id === id)
      .map(({ tunnel_id }) => {
        const tunnel = state.setup.tunnels.find((one) => one.id === tunnel_id);
        return { ...subscription(state, id, tunnel?.leadgentools[0].id ?? ""), tunnelId: tunnel_id ?? "" };
      }),
  ]);
}

function subscription(state: State, accountId: string, leadgentoolId: string): JsonObject {
  const {
    tunnel_id: tunnelId,
    tunnel_name: tunnelName,
    leadgentool_name: leadgentoolName,
  } = placeOf(state, leadgentoolId);
  return {
    tunnelName,
    leadgentoolName,
    trafficSource: "Default traffic source",
    tunnelId,
    leadgentoolId,
    trafficSourceId: "5e18a2a3ed0b7a000d6c9488",
    accountId,
  };
}

/** The tunnel and the name of a lead generation tool; empty where it is a stranger's. */
export function placeOf({ setup }: State, leadgentool_id: string) {
  const tunnel = setup.tunnels.find(({ leadgentools }) => leadgentools.some((one) => one.id === leadgentool_id));
  const leadgentool_name = tunnel?.leadgentools.find((one) => one.id === leadgentool_id)?.name ?? "";
  return { tunnel_id: tunnel?.id ?? "", tunnel_name: tunnel?.name ?? "", leadgentool_id, leadgentool_name };
}
