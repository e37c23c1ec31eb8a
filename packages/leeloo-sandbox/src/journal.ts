import type { RequestRecord } from "./log.js";
import type { Delivery } from "./slot.js";
import type { Put } from "./state.js";

/** Everything at one moment. */
export interface Picture {
  sequence: number;
  rows: Put[];
  requests: RequestRecord[];
  arrivals: [token: number, times: number[]][];
  target: string | null;
  deliveries: Delivery[];
}

/** One line of the journal: a whole call, the webhook and what it was sent, the return to the beginning, or all there is. */
export type JournalEntry =
  | { kind: "call"; at: number; token: number; request: RequestRecord; puts: Put[]; sequence: number }
  | { kind: "happening"; puts: Put[]; sequence: number }
  | { kind: "target"; url: string | null }
  | { kind: "delivery"; delivery: Delivery }
  | { kind: "reset" }
  | { kind: "picture"; picture: Picture };

/** The entries of a journal. A line that was cut by the end of its process is left out. */
export function readJournal<T = JournalEntry>(text: string): T[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}
