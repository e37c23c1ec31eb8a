import { isObject, type Json } from "@leeway/engine";

/** What earlier answers gave, by the type of the operation that gave it. */
type Answers = ReadonlyMap<string, Json>;

/** One reading call: where its id comes from, and its query. */
export interface Question {
  type: string;
  /** The id of the path; without one there is nothing to ask about. */
  id?: { of: string; from: (answers: Answers) => Json | undefined };
  query?: string;
}

const first =
  (type: string, ...path: (string | number)[]) =>
  (answers: Answers) =>
    dig(answers.get(type), path);
const page = "limit=5&offset=0";
/** People, whenever they wrote, as many as are needed to meet some with tags. */
export const everyone: readonly [string, string][] = [
  ["limit", "50"],
  ["offset", "0"],
  ["filter[last_message][from]", "2000-01-01T00:00:00.000Z"],
  ["filter[last_message][to]", "2100-01-01T00:00:00.000Z"],
];
const category = first("leeloo.templateCategory.list", "data", "categories", 0, "id");
const channel = first("leeloo.person.list", "data", 0, "accounts", 0, "account_id");
const tunnel = first("leeloo.tunnel.list", "data", 0, "id");

/** Every operation that only reads, in an order in which each finds its id in an answer before it. */
export const questions: readonly Question[] = [
  { type: "leeloo.tag.list" },
  { type: "leeloo.templateCategory.list" },
  { type: "leeloo.template.list", id: { of: "category", from: category } },
  { type: "leeloo.connection.list" },
  { type: "leeloo.user.list", query: page },
  { type: "leeloo.user.get", id: { of: "user", from: first("leeloo.user.list", "data", 0, "id") } },
  { type: "leeloo.tunnel.list", query: page },
  { type: "leeloo.tunnel.get", id: { of: "tunnel", from: tunnel }, query: "include=leadgentools" },
  { type: "leeloo.tunnel.statsAll" },
  { type: "leeloo.tunnel.stats", id: { of: "tunnel", from: tunnel } },
  { type: "leeloo.person.list", query: everyone.map((pair) => pair.join("=")).join("&") },
  {
    type: "leeloo.person.get",
    id: { of: "person", from: first("leeloo.person.list", "data", 0, "id") },
    query: "include=contactedUsers,orders",
  },
  { type: "leeloo.channel.list", query: page },
  { type: "leeloo.channel.getPerson", id: { of: "channel", from: channel } },
  { type: "leeloo.message.list", id: { of: "channel", from: channel }, query: page },
  { type: "leeloo.order.list", query: page },
  { type: "leeloo.order.get", id: { of: "order", from: first("leeloo.order.list", "data", 0, "id") } },
];

function dig(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let at = value;
  for (const key of path) {
    if (typeof key === "number") at = Array.isArray(at) ? at[key] : undefined;
    else at = isObject(at) ? at[key] : undefined;
  }
  return at;
}
