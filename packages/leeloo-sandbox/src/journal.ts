import type { RequestRecord } from "./log.js";
import type { OwnedDelivery } from "./slots.js";
import type { Put } from "./state.js";

/** Everything at one moment. */
interface Picture {
  sequence: number;
  rows: Put[];
  requests: RequestRecord[];
  arrivals: [token: number, times: number[]][];
  /** Journals from before the webhook have none. */
  targets?: [owner: string, url: string][];
  deliveries?: OwnedDelivery[];
}

/** One line of the journal: a whole call, the webhook and what it was sent, the return to the beginning, or all there is. */
export type JournalEntry =
  | { kind: "call"; at: number; token: number; request: RequestRecord; puts: Put[]; sequence: number }
  | { kind: "happening"; puts: Put[]; sequence: number }
  | { kind: "target"; owner: string; url: string | null }
  | { kind: "delivery"; delivery: OwnedDelivery }
  | { kind: "reset" }
  | { kind: "picture"; picture: Picture };

/** The entries of a journal. A line that was cut by the end of its process is left out. */
export function readJournal(text: string): JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as JournalEntry];
    } catch {
      return [];
    }
  });
}
