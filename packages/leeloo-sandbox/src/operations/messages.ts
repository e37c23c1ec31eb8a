import { needId, needText } from "../read.js";
import { ok, Refusal, type Reply } from "../reply.js";
import type { Channel, Json, JsonObject } from "../state.js";
import type { Call } from "../world.js";

const type = "YOUR_MESSAGE";

/** POST /messages/send-message */
export function sendMessage({ body, world }: Call): Reply {
  const channel = channelOf(body, world.state.channels);
  const text = needText(body, "text");
  const { id: account_id, person_id } = channel;
  const createdAt = world.time;
  world.put("messages", {
    id: world.mint(),
    account_id,
    person_id,
    type,
    text,
    template_id: "",
    variables: {},
    createdAt,
  });
  return ok({});
}

/** POST /messages/send-template */
export function sendTemplate({ body, world }: Call): Reply {
  const { id: account_id, person_id } = channelOf(body, world.state.channels);
  const template_id = needId(body, "template_id");
  const variables: Json = body["variables"] ?? {};
  if (typeof variables !== "object" || variables === null || Array.isArray(variables))
    throw new Refusal("variables must be an object");
  const template = world.setup.categories.flatMap((one) => [...one.templates]).find(({ id }) => id === template_id);
  const text = world.known<string>("Template", template_id, template?.message_name, template_id);
  const createdAt = world.time;
  world.put("messages", { id: world.mint(), account_id, person_id, type, text, template_id, variables, createdAt });
  return ok({});
}

function channelOf(body: JsonObject, channels: ReadonlyMap<string, Channel>): Channel {
  const channel = channels.get(needId(body, "account_id"));
  if (!channel) throw new Refusal("Account not found");
  return channel;
}
