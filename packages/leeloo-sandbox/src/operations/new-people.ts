import { ids, needId, needText, text } from "../read.js";
import { subscriptionEvent } from "../events.js";
import { ok, Refusal, type Reply } from "../reply.js";
import type { Channel, JsonObject, Person } from "../state.js";
import type { Call, World } from "../world.js";
import { placeOf } from "./person-card.js";

/** POST /people. The same phone twice makes two people, as in Leeloo. */
export function createPerson({ body, world }: Call): Reply {
  const { channel, person } = addPerson(world, body, {
    from: "MANUAL",
    leadgentool_id: leadgentool(world, body),
    connection_id: world.setup.connections[0].id,
    managers: ids(body, "connected_users_ids"),
    tags: [],
  });
  return ok({
    id: channel.id,
    person_id: person.id,
    name: text(body, "name"),
    tags: [],
    from: "MANUAL",
    botStatus: "BOT",
    connectionStatus: "OK",
    gender: "NOT_DEFINED",
    phone: text(body, "phone"),
    email: text(body, "email"),
    locale: "",
    subscribeHistory: [],
    createdAt: world.time,
    updatedAt: world.time,
  });
}

/** POST /people/sms: several people with an SMS channel. */
export function addSms({ body, world }: Call): Reply {
  const list = body["data"];
  if (!Array.isArray(list) || list.length === 0) throw new Refusal("data is required");
  const connection_id = needId(body, "connection_id");
  const connection = world.setup.connections.find(({ id }) => id === connection_id);
  world.known("Connection", connection_id, connection?.name, "");
  const leadgentool_id = leadgentool(world, body);
  const tags = ids(body, "tags").map((tag) => tagName(world, tag));
  for (const one of list) {
    if (typeof one !== "object" || one === null || Array.isArray(one))
      throw new Refusal("data must be a list of people");
    needText(one, "phone");
    addPerson(world, one, { from: "SMS", leadgentool_id, connection_id, managers: [], tags });
  }
  return ok({ count_to_process: list.length });
}

interface Circumstances {
  from: string;
  leadgentool_id: string;
  connection_id: string;
  managers: string[];
  tags: string[];
}

/** A person and the channel, whose id differs in the last digit only. The webhook hears of a new subscriber. */
export function addPerson(
  world: World,
  fields: JsonObject,
  { managers, tags, ...place }: Circumstances,
): { person: Person; channel: Channel } {
  const [name, email, phone] = [needText(fields, "name"), text(fields, "email"), text(fields, "phone")];
  const [person_id, time] = [world.mint(), world.time];
  const dates = { lastMessageTime: time, created_at: time, updated_at: time };
  const person: Person = { id: person_id, name, email, phone, tags, managers, custom_fields: [], ...dates };
  const id = `${person_id.slice(0, -1)}1`;
  const channel: Channel = { id, person_id, connection_status: "OK", createdAt: time, ...place };
  world.put("people", person);
  world.put("channels", channel);
  tellOfSubscription(world, person, channel, channel.leadgentool_id);
  return { person, channel };
}

/** The webhook hears who subscribed where. */
export const tellOfSubscription = (world: World, person: Person, channel: Channel, leadgentool_id: string): void =>
  world.tell(subscriptionEvent(person, channel, placeOf(world.state, leadgentool_id), world.time));

function leadgentool(world: World, body: JsonObject): string {
  const wanted = needId(body, "leadgentool_id");
  const found = world.setup.tunnels.flatMap(({ leadgentools }) => [...leadgentools]).find(({ id }) => id === wanted);
  world.known("Leadgentool", wanted, found?.name, "");
  return wanted;
}

/** The name of a tag; where unknown ones are accepted, their id stands for it. */
export const tagName = (world: World, tag: string): string =>
  world.known<string>("Tag", tag, world.setup.tags.find(({ id }) => id === tag)?.name, tag);
