import { needId, ids, needText, page, text } from "../read.js";
import { notFound, ok, Refusal, type Reply } from "../reply.js";
import { setup } from "../seed.js";
import type { Channel, Json, JsonObject, Person } from "../state.js";
import { isId, type Call } from "../world.js";

/** GET /people */
export function listPeople(call: Call): Reply {
  const { people } = call.world.state;
  const wanted = peopleFilter(call.query);
  const found = [...people.values()].filter(wanted).reverse();
  return page(
    call,
    found.map(({ id, name, email, phone, tags, lastMessageTime }) => {
      const accounts = channelsOf(call, id).map(account);
      return { id, name, email, phone, tags, accounts, lastMessageTime };
    }),
    people.size,
  );
}

function peopleFilter(query: URLSearchParams): (person: Person) => boolean {
  const [from, to] = ["from", "to"].map((end) => Date.parse(query.get(`filter[last_message][${end}]`) ?? ""));
  if (Number.isNaN(from) || Number.isNaN(to))
    throw new Refusal("filter[last_message] is required: { from: date, to: date }");
  const phone = digits(query.get("filter[phone]") ?? "");
  const email = (query.get("filter[email]") ?? "").trim().toLowerCase();
  const tags = (query.get("filter[tags]") ?? "").split(",").filter((tag) => tag !== "");
  return (person) => {
    const last = Date.parse(person.lastMessageTime);
    return (
      last >= (from ?? 0) &&
      last <= (to ?? 0) &&
      (phone === "" || digits(person.phone) === phone) &&
      (email === "" || person.email.toLowerCase() === email) &&
      tags.every((tag) => person.tags.includes(tag))
    );
  };
}

const digits = (phone: string): string => phone.replace(/\D/g, "");

/** POST /people. The same phone twice makes two people, as in Leeloo. */
export function createPerson({ body, world }: Call): Reply {
  const name = needText(body, "name");
  const leadgentool_id = needId(body, "leadgentool_id");
  const lgt = setup.tunnels.flatMap((tunnel) => [...tunnel.leadgentools]).find(({ id }) => id === leadgentool_id);
  world.known("Leadgentool", leadgentool_id, lgt?.name, "");
  const [email, phone, time] = [text(body, "email"), text(body, "phone"), world.time];
  const person_id = world.mint();
  const id = `${person_id.slice(0, -1)}1`;
  world.put("people", {
    id: person_id,
    name,
    email,
    phone,
    tags: [],
    managers: ids(body, "connected_users_ids"),
    custom_fields: [],
    lastMessageTime: time,
    created_at: time,
    updated_at: time,
  });
  const connection_id = setup.connections[0].id;
  const channel = { id, person_id, connection_id, connection_status: "OK", from: "MANUAL", leadgentool_id };
  world.put("channels", { ...channel, createdAt: time });
  return ok({
    id,
    person_id,
    name,
    tags: [],
    from: "MANUAL",
    botStatus: "BOT",
    connectionStatus: "OK",
    gender: "NOT_DEFINED",
    phone,
    email,
    locale: "",
    subscribeHistory: [],
    createdAt: time,
    updatedAt: time,
  });
}

/** GET /people/{person_id}?include= */
export function getPerson(call: Call): Reply {
  const include = (call.query.get("include") ?? "").split(",");
  return card(call, personAt(call), include);
}

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

/** PUT /people/{person_id} */
export function updatePerson(call: Call): Reply {
  const { body, world } = call;
  const person = personAt(call);
  const fields: Json = body["custom_fields"] ?? person.custom_fields;
  if (!Array.isArray(fields)) throw new Refusal("custom_fields must be a list of { type, name, value }");
  const phone = text(body, "phone") || person.phone;
  const email = text(body, "email") || person.email;
  world.put("people", { ...person, phone, email, custom_fields: fields, updated_at: world.time });
  return ok({});
}

/** PUT /people/{person_id}/add-tag and …/remove-tag: an id goes in, the person carries the name. */
export function changeTag(adds: boolean): (call: Call) => Reply {
  return (call) => {
    const { body, world } = call;
    const person = personAt(call);
    const tag_id = needId(body, "tag_id");
    const name = world.known("Tag", tag_id, setup.tags.find((tag) => tag.id === tag_id)?.name, tag_id);
    const others = person.tags.filter((tag) => tag !== name);
    world.put("people", { ...person, tags: adds ? [...others, name] : others, updated_at: world.time });
    return ok({});
  };
}

/** PUT /people/{person_id}/add-comment */
export function addComment(call: Call): Reply {
  const { body, world } = call;
  const { id: entity_id } = personAt(call);
  const data = {
    created_by: setup.owner,
    company_id: setup.company,
    text: needText(body, "comment"),
    entity_id,
    entity_type: "PERSON",
    created_at: world.time,
    updated_at: world.time,
    id: world.mint(),
  };
  world.put("notes", { id: data.id, kind: "comment", data });
  return ok(data);
}

function personAt({ params, world }: Call): Person {
  const person = world.state.people.get(params[0] ?? "");
  if (!person) throw isId(params[0] ?? "") ? notFound("Person") : new Refusal("person_id must be a valid id");
  return person;
}

/** A person has one channel here; its id differs in the last digit only. */
function channelsOf({ world }: Call, person: string): Channel[] {
  const own = world.state.channels.get(`${person.slice(0, -1)}1`);
  return own ? [own] : [];
}

const account = ({ id, connection_id, connection_status, from }: Channel): JsonObject => ({
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
