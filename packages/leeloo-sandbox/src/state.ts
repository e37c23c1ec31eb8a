import { setups, type Language, type Setup } from "./setup.js";

/** Whatever JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A subscriber. `tags` are names, as in Leeloo's answers. */
export type Person = {
  id: string;
  name: string;
  email: string;
  phone: string;
  tags: string[];
  managers: string[];
  custom_fields: Json[];
  lastMessageTime: string;
  created_at: string;
  updated_at: string;
};

/** Where one writes to a person. Its id is what Leeloo calls `account_id`. */
export type Channel = {
  id: string;
  person_id: string;
  connection_id: string;
  connection_status: string;
  from: string;
  leadgentool_id: string;
  createdAt: string;
};

/** A manual order with everything that was sent for it. */
export type Order = {
  id: string;
  person_id: string;
  offer_id: string;
  payment_credits_id: string;
  manager_id: string;
  title: string;
  price: number;
  currency: string;
  status: string;
  email: string;
  phone: string;
  transactionDate: string;
  isNotifyAccount: boolean;
  userComments: string;
  createdAt: string;
  updatedAt: string;
};

/** A message that would have reached the person, or that came from them. */
export type Message = {
  id: string;
  account_id: string;
  person_id: string;
  /** The reference shows the first alone; the other is the person's own. Journals from before have none. */
  type?: "YOUR_MESSAGE" | "USER_MESSAGE";
  text: string;
  template_id: string;
  variables: JsonObject;
  createdAt: string;
};

/** Comments, calls, traffic sources, subscriptions. */
export type Note = { id: string; kind: "comment" | "call" | "trafficSource" | "subscription"; data: JsonObject };

/** The tables and what stands in them. */
export type Tables = { people: Person; channels: Channel; orders: Order; messages: Message; notes: Note };
export type TableName = keyof Tables;
const tableNames = ["people", "channels", "orders", "messages", "notes"] as const;

/** One row that an operation writes, whole. */
export type Put = { [T in TableName]: { table: T; row: Tables[T] } }[TableName];

/** Everything the sandbox remembers of its Leeloo. */
export class State {
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly orders = new Map<string, Order>();
  readonly messages = new Map<string, Message>();
  readonly notes = new Map<string, Note>();
  /** How many ids were made. */
  sequence = 0;
  /** Of the names that it was set up with. */
  language: Language = "uk";
  #weight = 0;

  /** What an administrator has set up. */
  get setup(): Setup {
    return setups[this.language];
  }

  /** Writes rows, each over the one with its id. */
  apply(puts: readonly Put[]): void {
    for (const put of puts) {
      const table = this[put.table] as Map<string, Put["row"]>;
      this.#weight += weightOf(put.row) - weightOf(table.get(put.row.id));
      table.set(put.row.id, put.row);
    }
  }

  /** How heavy all rows would be with these, in characters of JSON; what those replace counts as well. */
  weightWith(puts: readonly Put[]): number {
    return puts.reduce((sum, { row }) => sum + weightOf(row), this.#weight);
  }

  /** How many rows there are. */
  get size(): number {
    return tableNames.reduce((sum, table) => sum + this[table].size, 0);
  }

  /** How many there would be with these. */
  sizeWith(puts: readonly Put[]): number {
    const fresh = puts
      .filter(({ table, row }) => !this[table].has(row.id))
      .map(({ table, row }) => `${table} ${row.id}`);
    return this.size + new Set(fresh).size;
  }

  /** Back to nothing. */
  clear(): void {
    for (const table of tableNames) this[table].clear();
    this.sequence = 0;
    this.#weight = 0;
  }
}

const weightOf = (row: Put["row"] | undefined): number => (row === undefined ? 0 : JSON.stringify(row).length);
