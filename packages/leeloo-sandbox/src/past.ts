import type { RequestRecord } from "./log.js";
import type { Language } from "./setup.js";
import type { Delivery } from "./slot.js";
import type { Put } from "./state.js";

/** What changed in a Leeloo: a whole call, what happened without one, the webhook and what it was sent, the return to the beginning. */
export type Change =
  | { kind: "call"; at: number; token: number; request: RequestRecord; puts: Put[]; sequence: number }
  | { kind: "happening"; puts: Put[]; sequence: number }
  | { kind: "target"; url: string | null }
  | { kind: "delivery"; delivery: Delivery }
  | { kind: "reset" };

/** What all changes came to. Lists are oldest first; of calls and deliveries the latest are enough. */
export interface Past {
  language: Language;
  sequence: number;
  /** Rows that were written since the beginning, each as it is now. */
  rows: Put[];
  calls: { at: number; token: number; request: RequestRecord }[];
  target: string | null;
  deliveries: Delivery[];
}
