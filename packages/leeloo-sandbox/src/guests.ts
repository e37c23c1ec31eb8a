import type { Channel, JsonObject, Order, Person, Put, State } from "./state.js";
import { isId } from "./world.js";

/**
 * What a rehearsal's call names and this Leeloo has never heard of: ids of a real account. Rows that stand for them, so
 * that the call goes on as it would there; ids that are no ids stay the mistake that they are.
 */
export function guestsOf(state: State, path: string, body: JsonObject, time: string): Put[] {
  const [, place = "", inPath = ""] = path.split("/");
  const has = (id: unknown, table: ReadonlyMap<string, unknown>): id is string =>
    typeof id === "string" && isId(id) && !table.has(id);
  const people = [place === "people" ? inPath : undefined, body["personId"], body["person_id"]];
  const channels = [place === "communication-channels" ? inPath : undefined, body["account_id"]];
  return [
    ...people.filter((id) => has(id, state.people)).flatMap((id) => person(id, `${id.slice(0, -1)}1`, time)),
    ...channels.filter((id) => has(id, state.channels)).flatMap((id) => person(ownerOf(id), id, time)),
    ...(place === "orders" && has(inPath, state.orders) ? [order(inPath, time)] : []),
  ];
}

/** Whoever it stands for: in no language, as nobody asked in which. */
const nameOf = (id: string): string => `ID …${id.slice(-6)}`;

/** A channel's id differs from its person's in the last digit only. */
const ownerOf = (channel: string): string => `${channel.slice(0, -1)}${channel.endsWith("0") ? "f" : "0"}`;

function person(id: string, channel: string, time: string): Put[] {
  const [email, phone] = ["", ""];
  const times = { lastMessageTime: time, created_at: time, updated_at: time };
  const guest: Person = { id, name: nameOf(id), email, phone, tags: [], managers: [], custom_fields: [], ...times };
  const ways = { connection_id: "", connection_status: "ACTIVE", from: "TELEGRAM", leadgentool_id: "" };
  const own = (one: string): Channel => ({ id: one, person_id: id, ...ways, createdAt: time });
  const rows = [...new Set([channel, `${id.slice(0, -1)}1`])].map(own);
  return [{ table: "people", row: guest }, ...rows.map((row): Put => ({ table: "channels", row }))];
}

function order(id: string, time: string): Put {
  const ids = { id, person_id: "", offer_id: "", payment_credits_id: "", manager_id: "" };
  const said = { title: nameOf(id), price: 100, currency: "UAH", status: "OPENED", email: "", phone: "" };
  const times = { transactionDate: time, createdAt: time, updatedAt: time };
  const row: Order = { ...ids, ...said, ...times, isNotifyAccount: false, userComments: "" };
  return { table: "orders", row };
}
