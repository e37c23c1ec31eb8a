import { leadgentoolsOf } from "./operations/lists.js";
import { subscribeHistory } from "./operations/person-card.js";
import { seedRows } from "./seed.js";
import { setups } from "./setup.js";
import type { Channel, JsonObject, Message, Note, Order, Person, State } from "./state.js";

/** What a person sees of the sandbox. */
export interface Snapshot {
  people: (Person & {
    accounts: Channel[];
    subscribeHistory: JsonObject[];
    comments: JsonObject[];
    calls: JsonObject[];
  })[];
  orders: Order[];
  messages: Message[];
  tags: { id: string; name: string }[];
  /** With their lead generation tools, and the traffic sources that were made for those. */
  tunnels: { id: string; name: string; leadgentools: JsonObject[] }[];
  offers: { id: string; title: string; price: number; currency: string }[];
  /** Every id that is from here and from no real account: in a workflow that goes live it must not stand any more. */
  ids: string[];
}

/** A copy of the state, newest first. */
export function snapshotOf(state: State): Snapshot {
  const accounts = grouped(state.channels.values(), ({ person_id }) => person_id);
  const comments = grouped(ofKind(state, "comment"), ({ data }) => data["entity_id"]);
  const calls = grouped(ofKind(state, "call"), ({ data }) => data["account_id"]);
  const people = [...state.people.values()].reverse().map((person) => {
    const own = accounts.get(person.id) ?? [];
    const called = own.flatMap(({ id }) => calls.get(id) ?? []);
    return {
      ...person,
      accounts: own,
      subscribeHistory: subscribeHistory(state, own),
      comments: (comments.get(person.id) ?? []).map(({ data }) => data),
      calls: called.map(({ data }) => data),
    };
  });
  const { setup } = state;
  return structuredClone({
    people,
    orders: [...state.orders.values()].reverse(),
    messages: [...state.messages.values()].reverse(),
    tags: setup.tags.map((tag) => ({ ...tag })),
    tunnels: setup.tunnels.map((one) => ({ id: one.id, name: one.name, leadgentools: leadgentoolsOf(state, one) })),
    offers: setup.offers.map((offer) => ({ ...offer })),
    ids: setupIds,
  });
}

/** The same in every language. */
const { en } = setups;
const setupIds: string[] = [
  ...[en.tags, en.users, en.connections, en.offers, en.categories, en.tunnels].flatMap((all) =>
    all.map(({ id }) => id),
  ),
  ...en.tunnels.flatMap(({ leadgentools }) => leadgentools.map(({ id }) => id)),
  ...en.categories.flatMap(({ templates }) => templates.map(({ id }) => id)),
  ...en.paymentCredits,
  ...seedRows("en").map(({ row }) => row.id),
];

const ofKind = ({ notes }: State, wanted: Note["kind"]): Note[] =>
  [...notes.values()].filter(({ kind }) => kind === wanted);

function grouped<T, K>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
