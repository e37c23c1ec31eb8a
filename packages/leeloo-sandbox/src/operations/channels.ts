import { instant, needId, needText, oneOf, page } from "../read.js";
import { subscriptionEvent } from "../events.js";
import { notFound, ok, Refusal, type Reply } from "../reply.js";
import type { Channel, JsonObject } from "../state.js";
import { isId, type Call } from "../world.js";
import { card, placeOf } from "./person-card.js";

/** GET /communication-channels */
export function listChannels(call: Call): Reply {
  const { channels, people } = call.world.state;
  const [from, to] = ["from", "to"].map((end) => call.query.get(`filter[last_message][${end}]`));
  const all = [...channels.values()].reverse().map((channel) => {
    const { name = "", lastMessageTime = channel.createdAt } = people.get(channel.person_id) ?? {};
    const { id, person_id, from: kind, createdAt } = channel;
    return { id, person_id, name, from: kind, botStatus: "BOT", lastMessageTime, createdAt, utmMarks: {} };
  });
  const inside = all.filter(({ lastMessageTime: last }) => after(last, from) && after(to, last));
  return page(call, inside, all.length);
}

const after = (later: string | null | undefined, earlier: string | null | undefined): boolean =>
  !later || !earlier || Date.parse(later) >= Date.parse(earlier);

/** GET /communication-channels/{account_id}/person */
export function getPersonOfChannel(call: Call): Reply {
  const person = call.world.state.people.get(channelAt(call).person_id);
  if (!person) throw notFound("Person");
  return card(call, person, []);
}

/** GET /communication-channels/{account_id}/chat-messages */
export function listMessages(call: Call): Reply {
  const { id: channel } = channelAt(call);
  const own = [...call.world.state.messages.values()].filter(({ account_id }) => account_id === channel).reverse();
  return page(
    call,
    own.map(({ id, text, type = "YOUR_MESSAGE", createdAt }) => {
      return { id, text, type, read: true, createdAt, updatedAt: createdAt };
    }),
    own.length,
  );
}

/** POST /communication-channels/{account_id}/manual-subscribe */
export function subscribe(call: Call): Reply {
  const { body, world } = call;
  const channel = channelAt(call);
  const account_id = channel.id;
  const tunnel_id = needId(body, "tunnel_id");
  const tunnel = world.setup.tunnels.find(({ id }) => id === tunnel_id);
  world.known("Tunnel", tunnel_id, tunnel?.name, "");
  const data = { account_id, tunnel_id, tunnel_block_id: needId(body, "tunnel_block_id") };
  world.put("notes", { id: world.mint(), kind: "subscription", data });
  const person = world.state.people.get(channel.person_id);
  const place = { ...placeOf(world.state, tunnel?.leadgentools[0].id ?? ""), tunnel_id };
  if (person) world.tell(subscriptionEvent(person, channel, place, world.time));
  return ok({});
}

/** POST /leadgentools/{leadgentool_id}/create-traffic-source */
export function createTrafficSource({ params: [leadgentool_id = ""], body, world }: Call): Reply {
  const tunnel = world.setup.tunnels.find(({ leadgentools }) => leadgentools.some(({ id }) => id === leadgentool_id));
  // In the path an unknown id is not found; a stranger's is taken where those are.
  if (!tunnel && !((world.lenient || world.rehearsal) && isId(leadgentool_id))) throw notFound("Leadgentool");
  const tunnel_id = tunnel?.id ?? "";
  const id = world.mint();
  const description = body["description"] === undefined ? "" : needText(body, "description");
  const data: JsonObject = {
    type: "normal",
    fb_adset_id: null,
    name: needText(body, "name"),
    description,
    synchronized_with_fb: false,
    synchronization_error: false,
    disabled: false,
    company_id: world.setup.company,
    leadgentool_id,
    tunnel_id,
    created_by: world.setup.owner,
    hash: id.slice(-7, -1),
    resubscribe_button_id: `${id.slice(0, -1)}1`,
    createdAt: world.time,
    updatedAt: world.time,
    id,
  };
  world.put("notes", { id, kind: "trafficSource", data });
  return ok(data);
}

/** POST /calls */
export function createCall({ body, world }: Call): Reply {
  const account_id = needId(body, "account_id");
  if (!world.state.channels.has(account_id)) throw new Refusal("Account not found");
  const user_id = needId(body, "user_id");
  world.known("User", user_id, world.setup.users.find(({ id }) => id === user_id)?.name, "");
  needText(body, "date");
  const record_link = needText(body, "record_link");
  if (record_link !== "NOT_DEFINED" && !URL.canParse(record_link))
    throw new Refusal("record_link must be a URL or NOT_DEFINED");
  const seconds = needText(body, "duration");
  if (!/^\d+$/.test(seconds)) throw new Refusal("duration must be a number");
  const id = world.mint();
  const data = {
    raw_response: {},
    record_link,
    company_id: world.setup.company,
    user_id,
    account_id,
    provider_type: "MANUAL",
    to: needText(body, "to"),
    from: needText(body, "from"),
    type: oneOf(body, "type", ["INBOUND", "OUTBOUND"]),
    status: oneOf(body, "status", ["TALKING", "SUCCESS", "NO_ANSWER", "CLOSED_BY_SYSTEM"]),
    telephone_connection_id: "603e5096c4a05c3a9506f219",
    call_id: `57fa99e0-e846-11ee-b73a-${id.slice(-12)}`,
    billsec: Number(seconds),
    created_at: instant(body, "date"),
    updated_at: world.time,
    next_check: world.time,
    id,
  };
  world.put("notes", { id, kind: "call", data });
  return ok(data);
}

function channelAt({ params, world }: Call): Channel {
  const channel = world.state.channels.get(params[0] ?? "");
  if (!channel) throw notFound("Account");
  return channel;
}
