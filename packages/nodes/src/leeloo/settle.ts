import {
  isObject,
  valueAt,
  type CheckTools,
  type Found,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type NodeRunner,
  type OpenSecret,
} from "@leeway/engine";
import { failed } from "../answer.js";
import { judge } from "./judge.js";
import { messageList } from "./message.list.node.js";
import { orderList } from "./order.list.node.js";
import { hasMore, totalOf } from "./page.js";
import { describeRequest } from "./request.js";

const PAGE = 50;
/** Further than this nobody reads for one message. */
const MOST_PAGES = 4;
/** What a clock may differ without counting as wrong: the answer was under way so long, and its date has no fractions. */
const CLOCK_MS = 10_000;

/** Where entries of an operation are seen again, and what makes one out to be the one. */
interface Check {
  list: NodeDefinition;
  /** The list's params. */
  where(params: JsonObject): JsonObject;
  /** What two calls have in common whose entries nobody can tell apart. Nothing: no entry is certain. */
  mark?(params: JsonObject): Json[];
  isOne?(entry: JsonObject, params: JsonObject): boolean;
  output?(entry: JsonObject): Json;
}

const words = (text: Json | undefined) => (typeof text === "string" ? text.replace(/\s+/g, " ").trim() : "");
const isOurs = ({ type }: JsonObject) => type === "YOUR_MESSAGE";
const chat = {
  list: messageList,
  where: ({ account_id = null }: JsonObject): JsonObject => ({ person_id: account_id }),
};

const checks: Record<string, Check> = {
  "leeloo.message.send": {
    ...chat,
    mark: ({ account_id = null, text }) => ["message", account_id, words(text)],
    isOne: (entry, { text }) => isOurs(entry) && words(entry["text"]) === words(text),
    output: () => ({ status: 1, data: {} }),
  },
  // The chat shows what became of a template's text, and nothing tells what its text is: people see it, and decide.
  "leeloo.message.sendTemplate": chat,
  // The list of orders tells whose they are; the offer's id is not in it.
  "leeloo.order.create": {
    list: orderList,
    where: () => ({}),
    mark: ({ personId = null }) => ["order", personId],
    isOne: (entry, { personId }) => personId !== undefined && entry["person_id"] === personId,
    output: ({ person_id: _person, ...order }) => ({ data: order, status: 1 }),
  },
};

/** How an operation's effect is found again, where Leeloo shows it. */
export function leelooCheck(type: string): Pick<NodeRunner, "settle" | "mark"> {
  const check = checks[type];
  if (!check) return {};
  return {
    settle: (params, tools) => look(check, params, tools),
    ...(check.mark && { mark: (params: JsonObject) => JSON.stringify(check.mark?.(params)) }),
  };
}

async function look(
  check: Check,
  params: JsonObject,
  tools: CheckTools,
): ReturnType<NonNullable<NodeRunner["settle"]>> {
  const { secret } = tools;
  if (!secret) return failed({ code: "credential.missing", values: { service: "Leeloo", types: "leelooToken" } });
  const read = await entriesSince(check, params, tools, secret);
  if ("kind" in read) return read;
  const found: Found = { matches: [], seen: [] };
  for (const entry of read.entries) {
    const id = entry["id"];
    const one = check.isOne?.(entry, params) === true && typeof id === "string";
    // Of a list that goes on nobody knows how many there are.
    if (one && read.whole) found.matches.push({ id, output: check.output?.(entry) ?? null, seen: entry });
    else if (check.list !== messageList || isOurs(entry)) found.seen.push(entry);
  }
  return found;
}

type Since = { entries: JsonObject[]; whole: boolean };

/** What was made after the intent, as far as a few pages show it; `whole`: and there is no more of it. */
async function entriesSince(
  check: Check,
  params: JsonObject,
  tools: CheckTools,
  secret: OpenSecret,
): Promise<Since | ReturnType<typeof failed>> {
  const entries = new Map<Json, JsonObject>();
  let offset = 0;
  for (let page = 1; ; page++) {
    const asked = { ...check.where(params), limit: PAGE, offset };
    const answer = await tools.read(describeRequest(check.list, asked, secret));
    const judged = judge(answer, { secret, now: tools.now });
    if (judged.kind === "failed") return judged;
    const ahead = answer.kind === "answered" ? clockAhead(answer.headers, tools.now) : 0;
    const list = valueAt(judged.output, "data");
    const all = (Array.isArray(list) ? list : []).filter(isObject);
    const fresh = all.filter((entry) => madeAt(entry) - ahead >= tools.sentAt);
    for (const entry of fresh) entries.set(entry["id"] ?? null, entry);
    offset += all.length;
    const total = totalOf(judged.output, offset);
    if (!hasMore({ page: judged.output, found: all.length, limit: PAGE, next: offset }))
      return { entries: [...entries.values()], whole: true };
    // Newest first, as the reference shows its lists: behind an older one there are older ones alone.
    if (isNewestFirst(all) && fresh.length < all.length) return { entries: [...entries.values()], whole: true };
    if (page === MOST_PAGES) return { entries: [...entries.values()], whole: false };
    // Oldest first: what was made just now stands at the end.
    if (!isNewestFirst(all) && total !== undefined) offset = Math.max(offset, total - PAGE * (MOST_PAGES - page));
  }
}

const madeAt = ({ createdAt }: JsonObject) => (typeof createdAt === "string" ? Date.parse(createdAt) : Number.NaN);

const isNewestFirst = (entries: readonly JsonObject[]) =>
  madeAt(entries[0] ?? {}) >= madeAt(entries[entries.length - 1] ?? {});

/** By how much the far end's clock is wrong, as far as it tells: what is older than the intent must not look newer. */
function clockAhead(headers: Record<string, string>, now: number): number {
  const ahead = Date.parse(headers["date"] ?? "") - now;
  return Math.abs(ahead) > CLOCK_MS ? ahead : 0;
}
