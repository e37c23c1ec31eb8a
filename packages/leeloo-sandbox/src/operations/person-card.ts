import { ok, type Reply } from "../reply.js";
import { setup } from "../seed.js";
import type { Channel, JsonObject, Person } from "../state.js";
import type { Call } from "../world.js";

/** A person's whole card, with what it links to where it is asked for. */
export function card(call: Call, person: Person, include: readonly string[]): Reply {
  const { id, name, tags, phone, email, custom_fields, created_at, updated_at } = person;
  const channels = channelsOf(call, id);
  const orders = [...call.world.state.orders.values()].filter((order) => order.person_id === id);
  const users = setup.users.filter((user) => person.managers.includes(user.id));
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
    subscribeHistory: channels.map(subscription),
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
export function channelsOf({ world }: Call, person: string): Channel[] {
  const own = world.state.channels.get(`${person.slice(0, -1)}1`);
  return own ? [own] : [];
}

/** A channel as a person carries it. */
export const account = ({ id, connection_id, connection_status, from }: Channel): JsonObject => ({
  account_id: id,
  connection_id,
  connection_status,
  from,
});

function subscription({ id, leadgentool_id }: Channel): JsonObject {
  const tunnel = setup.tunnels.find(({ leadgentools }) => leadgentools.some((one) => one.id === leadgentool_id));
  const lgt = tunnel?.leadgentools.find((one) => one.id === leadgentool_id);
  return {
    tunnelName: tunnel?.name ?? "",
    leadgentoolName: lgt?.name ?? "",
    trafficSource: "Default traffic source",
    tunnelId: tunnel?.id ?? "",
    leadgentoolId: leadgentool_id,
    trafficSourceId: "5e18a2a3ed0b7a000d6c9488",
    accountId: id,
  };
}
