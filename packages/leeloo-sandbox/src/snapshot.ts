import type { Channel, Message, Order, Person, State } from "./state.js";

/** What a person sees of the sandbox. */
export interface Snapshot {
  people: (Person & { accounts: Channel[] })[];
  orders: Order[];
  messages: Message[];
  tags: { id: string; name: string }[];
}

/** A copy of the state, newest first. */
export function snapshotOf(state: State, tags: readonly { id: string; name: string }[]): Snapshot {
  const accounts = new Map<string, Channel[]>();
  for (const channel of state.channels.values())
    accounts.set(channel.person_id, [...(accounts.get(channel.person_id) ?? []), channel]);
  return structuredClone({
    people: [...state.people.values()]
      .reverse()
      .map((person) => ({ ...person, accounts: accounts.get(person.id) ?? [] })),
    orders: [...state.orders.values()].reverse(),
    messages: [...state.messages.values()].reverse(),
    tags: tags.map((tag) => ({ ...tag })),
  });
}
