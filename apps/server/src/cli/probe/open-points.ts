import { isObject, valueAt, type HttpAnswer, type Json } from "@leeway/engine";
import { bodyOf, isGood } from "./answer.js";
import { everyone } from "./questions.js";

/** A point on which the reference is silent, and what answers say of it. */
export interface OpenPoint {
  point: string;
  decided: string;
  found: string;
  differs: boolean;
}
/** Asks for people with this query. */
type AskPeople = (query: URLSearchParams) => Promise<HttpAnswer>;

interface Tagged {
  id: string;
  tags: string[];
}

const NOBODYS_TAG = "leeway-probe: nobody has this tag";
const DECIDED = "names, comma-separated";

/** How people are filtered: settled by calls that only read, about people whom an answer before has shown. */
export async function openPointsOf(
  ask: AskPeople,
  people: Json | undefined,
  tags: Json | undefined,
): Promise<OpenPoint[]> {
  return [await lastMessage(ask), await tagNames(ask, taggedIn(people), tags)];
}

async function lastMessage(ask: AskPeople): Promise<OpenPoint> {
  const answer = await ask(new URLSearchParams({ limit: "5", offset: "0" }));
  const found = isGood(answer) ? "not needed" : `needed (${said(answer)})`;
  // It is always sent, so either is well.
  return { point: "filter[last_message]", decided: "needed", found, differs: false };
}

async function tagNames(ask: AskPeople, person: Tagged | undefined, tags: Json | undefined): Promise<OpenPoint> {
  const told = (found: string, differs: boolean): OpenPoint => ({
    point: "filter[tags]",
    decided: DECIDED,
    found,
    differs,
  });
  const [first, second] = person?.tags ?? [];
  if (!person || first === undefined) return told("not asked: nobody with a tag among the first people", false);
  const finds = async (...pairs: [string, string][]) => {
    const answer = await ask(new URLSearchParams([...everyone, ...pairs]));
    return isGood(answer) ? idsIn(answer).includes(person.id) : said(answer);
  };
  const byName = await finds(["filter[tags]", first]);
  if (typeof byName === "string") return told(byName, true);
  if (!byName) {
    const id = idOfTag(tags, first);
    const byId = id !== undefined && (await finds(["filter[tags]", id])) === true;
    return told(byId ? "ids, not names" : "neither the name of a tag nor its id", true);
  }
  if ((await finds(["filter[tags]", NOBODYS_TAG])) === true)
    return told("not looked at: a tag that nobody has finds people too", true);
  if (second === undefined) return told("names; several not asked: nobody with two tags among the first people", false);
  if ((await finds(["filter[tags]", `${first},${second}`])) === true) return told(DECIDED, false);
  const apart = await finds(["filter[tags][]", first], ["filter[tags][]", second]);
  return told(apart === true ? "names, each with a key filter[tags][] of its own" : "one name only", true);
}

/** The one with the most tags, of two at most; a comma in a name would tell nothing. */
function taggedIn(people: Json | undefined): Tagged | undefined {
  let best: Tagged | undefined;
  const list = valueAt(people, "data");
  for (const one of Array.isArray(list) ? list : []) {
    const [id, tags] = [valueAt(one, "id"), valueAt(one, "tags")];
    if (typeof id !== "string" || !Array.isArray(tags)) continue;
    const names = tags.filter((tag): tag is string => typeof tag === "string" && tag !== "" && !tag.includes(","));
    if (names.length > 0 && Math.min(2, names.length) > (best?.tags.length ?? 0))
      best = { id, tags: names.slice(0, 2) };
  }
  return best;
}

function idOfTag(tags: Json | undefined, name: string): string | undefined {
  const list = valueAt(tags, "data");
  const found = (Array.isArray(list) ? list : []).find((one) => isObject(one) && one["name"] === name);
  const id = valueAt(found, "id");
  return typeof id === "string" ? id : undefined;
}

function idsIn(answer: HttpAnswer): Json[] {
  const list = answer.kind === "answered" ? valueAt(bodyOf(answer.body), "data") : undefined;
  return (Array.isArray(list) ? list : []).map((one) => valueAt(one, "id") ?? null);
}

function said(answer: HttpAnswer): string {
  if (answer.kind !== "answered") return answer.error.code;
  return answer.status < 200 || answer.status > 299 ? `HTTP ${answer.status}` : "status: 0";
}
