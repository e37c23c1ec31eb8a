import type { LeelooEvent } from "./events.js";
import { standIn, type Befallen } from "./faults.js";
import { guestsOf } from "./guests.js";
import { notFound, rawOf, Refusal, type RawAnswer } from "./reply.js";
import { bodyOf, isRehearsal, type SandboxCall } from "./request.js";
import { routeOf } from "./routes.js";
import type { Put, State } from "./state.js";
import { World } from "./world.js";

interface Circumstances {
  at: number;
  lenient: boolean;
  most: Most;
}

/** How much a Leeloo may hold, in rows and in characters of their JSON. */
export interface Most {
  rows: number;
  weight: number;
}

/** What a call came to; nothing of it counts yet but the guests of a rehearsal. */
interface Performed {
  raw: RawAnswer;
  puts: Put[];
  events: readonly LeelooEvent[];
  sequence: number;
}

/** Performs a call's operation, or what befalls it instead. The call's `url` is below the base. */
export function perform(call: SandboxCall, fault: Befallen | undefined, state: State, how: Circumstances): Performed {
  const { sequence } = state;
  const instead = fault && standIn(fault.kind);
  if (instead) return { raw: instead, puts: [], events: [], sequence };
  const rehearsal = isRehearsal(call.headers);
  const world = new World(state, how.at, how.lenient, rehearsal);
  const guests: Put[] = [];
  try {
    const [name = "", ...query] = call.url.split("?");
    const route = routeOf(call.method, name);
    if (!route) throw notFound(`${call.method} ${name}`);
    const { operation, params } = route;
    const body = bodyOf(call);
    if (rehearsal) {
      // They stay, as the people of the account that they stand for do: later calls name them again.
      const welcome = guestsOf(state, name, body, world.time);
      refuseIfFull({ state, puts: welcome }, how.most);
      state.apply(welcome);
      guests.push(...welcome);
    }
    const reply = operation({ params, query: new URLSearchParams(query.join("?")), body, world });
    refuseIfFull(world, how.most);
    return { raw: rawOf(reply), puts: [...guests, ...world.puts], events: world.events, sequence: world.sequence };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { raw: rawOf(error.reply), puts: guests, events: [], sequence };
  }
}

/** Who has so many rows, or so heavy ones, takes no new ones. */
export function refuseIfFull({ state, puts }: Pick<World, "state" | "puts">, most: Most): void {
  if (puts.length > 0 && (state.sizeWith(puts) > most.rows || state.weightWith(puts) > most.weight))
    throw new Refusal("The sandbox is full. Empty it on its page.");
}
