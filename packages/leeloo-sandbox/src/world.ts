import type { LeelooEvent } from "./events.js";
import { Refusal } from "./reply.js";
import type { Setup } from "./setup.js";
import type { JsonObject, Put, State, TableName, Tables } from "./state.js";

/** What one call sees of the sandbox. Rows that it writes are kept aside until the call is over. */
export class World {
  readonly puts: Put[] = [];
  /** What the webhook is told when the call is over. */
  readonly events: LeelooEvent[] = [];
  /** The call's time as ISO text. */
  readonly time: string;
  #sequence: number;

  constructor(
    readonly state: State,
    now: number,
    /** Well-formed ids of what is set up in a real Leeloo (LGT, offer, tag, template, user …) are taken as they are. */
    readonly lenient: boolean,
    /** Then the same goes for those in a path, see `guest`. */
    readonly rehearsal = false,
  ) {
    this.time = new Date(now).toISOString();
    this.#sequence = state.sequence;
  }

  /** What an administrator has set up. */
  get setup(): Setup {
    return this.state.setup;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** A new id, 24 hex characters ending in 0. Leeloo's begin with the second in which they were made, and so do these. */
  mint(): string {
    const second = Math.floor(Date.parse(this.time) / 1_000);
    return `${second.toString(16).padStart(8, "0")}${(++this.#sequence).toString(16).padStart(15, "0")}0`;
  }

  /** Writes a row at the end of the call. */
  put<T extends TableName>(table: T, row: Tables[T]): void {
    this.puts.push({ table, row } as Put);
  }

  /** Tells the webhook of something, once the call is over. */
  tell(event: LeelooEvent): void {
    this.events.push(event);
  }

  /** In a rehearsal: what stands for an entry of the setup that only the real account has. */
  guest<T extends object>(id: string | undefined, model: T): T | undefined {
    return this.rehearsal && id !== undefined && isId(id) ? { ...model, id } : undefined;
  }

  /** An entry of the setup, or what stands for an unknown one where those are accepted. */
  known<T>(what: string, id: string, entry: T | undefined, stranger: T): T {
    if (entry !== undefined) return entry;
    if ((this.lenient || this.rehearsal) && isId(id)) return stranger;
    throw new Refusal(`${what} not found`);
  }
}

/** One request, taken apart. */
export interface Call {
  params: readonly string[];
  query: URLSearchParams;
  body: JsonObject;
  world: World;
}

export const isId = (value: string): boolean => /^[0-9a-f]{24}$/i.test(value);
