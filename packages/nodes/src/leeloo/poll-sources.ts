import { OVERLAP_MS, readId, type Entry, type JsonObject, type PollMark, type Watch } from "@leeway/engine";

const DAY_MS = 24 * 3_600_000;
/** So long it is remembered which entries were there. */
const REMEMBERED_MS = 30 * DAY_MS;
const USUAL_DAYS = 30;
export const USUAL_FIRST_DAYS = 7;
export const MOST_FIRST_DAYS = 30;

/** What `trigger.leelooPoll` reads, and how it tells what is new. */
export interface PollSource {
  /** The list operation, its params besides the paging, and where the entries stand in its output. */
  nodeType: string;
  paramsFrom: (mark: PollMark | undefined) => JsonObject;
  /** Reads the list of a past period for a back-fill; what came to be in it, at least. */
  paramsOfPast: (from: number) => JsonObject;
  items: string;
  entryOf: (data: JsonObject) => Entry;
  watch: Watch;
  /** Where the entry stands in the trigger's output. */
  place: "order" | "person" | "message";
}

/** By the trigger's params; `now` is our clock, against which times of entries only have to be plausible. */
export function pollSource(params: JsonObject, now: number): PollSource {
  const usual = {
    highBy: "at",
    earliest: 0,
    memoryMs: REMEMBERED_MS,
    statusOf: () => "",
    initial: "",
    wanted: () => true,
  } as const;
  const plain = { paramsFrom: () => ({}), paramsOfPast: () => ({}), items: "data", entryOf: entryOf(now, "updatedAt") };
  switch (params["what"]) {
    case "orderStatus": {
      const statuses = Array.isArray(params["statuses"]) ? params["statuses"] : [];
      const days = typeof params["days"] === "number" ? params["days"] : USUAL_DAYS;
      const statusOf = ({ data }: Entry) => textAt(data, "status");
      const wanted = (entry: Entry) => statuses.length === 0 || statuses.includes(statusOf(entry));
      const changes = {
        what: "changed",
        highBy: "changedAt",
        memoryMs: days * DAY_MS,
        statusOf,
        initial: "OPENED",
      } as const;
      return {
        ...plain,
        nodeType: "leeloo.order.list",
        watch: { ...usual, ...changes, name: "status", wanted },
        place: "order",
      };
    }
    case "people": {
      // The list says when somebody wrote last, and not when they came: that is in their id.
      const watch: Watch = { ...usual, what: "added", name: "person", highBy: "changedAt", earliest: now - DAY_MS };
      const active = (from: number) => ({ "filter[last_message]": { from: iso(from), to: iso(now + DAY_MS) } });
      return {
        ...plain,
        nodeType: "leeloo.person.list",
        paramsFrom: (mark) => active((mark?.high ?? now - DAY_MS) - OVERLAP_MS),
        paramsOfPast: active,
        entryOf: entryOf(now, "lastMessageTime"),
        watch,
        place: "person",
      };
    }
    case "messages": {
      const read = readId(textAt(params, "account_id"), "account");
      const channel = { person_id: read.ok ? read.id : "" };
      const wanted = ({ data }: Entry) => params["from"] === "all" || data["type"] !== "YOUR_MESSAGE";
      const watch: Watch = { ...usual, what: "added", name: "message", wanted };
      const own = { nodeType: "leeloo.message.list", paramsFrom: () => channel, paramsOfPast: () => channel };
      return { ...plain, ...own, watch, place: "message" };
    }
    default:
      return {
        ...plain,
        nodeType: "leeloo.order.list",
        watch: { ...usual, what: "added", name: "order" },
        place: "order",
      };
  }
}

/** How many days of the past a trigger takes with its first look; undefined: none. */
export function firstDays({ firstPoll, firstDays: days }: JsonObject): number | undefined {
  if (firstPoll !== "past") return undefined;
  return typeof days === "number" ? Math.min(days, MOST_FIRST_DAYS) : USUAL_FIRST_DAYS;
}

/** What the trigger puts out for an entry. */
export function pollOutput(
  params: JsonObject,
  place: PollSource["place"],
  entry: Entry,
  previous: string | null,
  at: number,
): JsonObject {
  const what = params["what"] ?? "orders";
  return {
    what,
    [place]: entry.data,
    ...(what === "orderStatus" && { previous: { status: previous } }),
    readAt: iso(at),
  };
}

const iso = (at: number) => new Date(Math.max(0, at)).toISOString();

/** What lies further ahead of our clock is no time of Leeloo's. */
const PLAUSIBLE_MS = DAY_MS;

function entryOf(now: number, changed: string): (data: JsonObject) => Entry {
  const plausible = (at: number | undefined) =>
    at !== undefined && at > 0 && at <= now + PLAUSIBLE_MS ? at : undefined;
  return (data) => {
    const id = textAt(data, "id");
    const made = plausible(Date.parse(textAt(data, "createdAt"))) ?? plausible(madeAt(id)) ?? 0;
    const changedAt = plausible(Date.parse(textAt(data, changed))) ?? made;
    return { key: id === "" ? JSON.stringify(data) : id, at: made, changedAt, data };
  };
}

/** Leeloo's ids begin with the second in which they were made, as each example of its reference shows. */
function madeAt(id: string): number | undefined {
  return /^[0-9a-f]{24}$/i.test(id) ? Number.parseInt(id.slice(0, 8), 16) * 1_000 : undefined;
}

function textAt(data: JsonObject, name: string): string {
  const value = data[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
