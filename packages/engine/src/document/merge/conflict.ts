import type { Json } from "../../json.js";

/** Who made a change: who merges, or who saved before. */
export type Side = "mine" | "theirs";
export const otherSide = (side: Side): Side => (side === "mine" ? "theirs" : "mine");

/** A thing as it was, and what either side made of it. */
export interface Versions<T> {
  base: T;
  mine: T;
  theirs: T;
}

/** What a conflict is about. */
export type Subject = { kind: "step" | "note"; id: string } | { kind: "workflow" };

/** Both gave one field another value; `undefined` where there is none. */
export interface ValueConflict {
  kind: "value";
  /** The same for the same field however often one merges. */
  key: string;
  of: Subject;
  /** As in a difference: `["params", "text"]`, `["params", "cases", "vip", "where"]`, `["timezone"]`. */
  path: readonly string[];
  mine: Json | undefined;
  theirs: Json | undefined;
}

/** One side took away what the other one went on working at. */
export interface RemovalConflict {
  kind: "removal";
  key: string;
  of: { kind: "step" | "note"; id: string };
  /** Who took it away. */
  by: Side;
  /** All that goes: a loop with the steps in it, those too that the other side put into it. */
  gone: readonly string[];
  /** What of that the other side changed, linked anew or put in. */
  touched: readonly string[];
}

export type Conflict = ValueConflict | RemovalConflict;
/** Says whose way a conflict goes. */
export type Choose = (conflict: Conflict) => Side;

/** Until somebody says: one's own value, and whatever was changed stays. */
export const usualSide: Choose = (conflict) => (conflict.kind === "value" ? "mine" : otherSide(conflict.by));

export const conflictKey = (of: Subject, path: readonly string[] = []): string =>
  JSON.stringify([of.kind, "id" in of ? of.id : "", ...path]);

/** Collects conflicts, and what each was answered. */
export class Ruling {
  readonly conflicts: Conflict[] = [];
  constructor(private readonly choose: Choose) {}

  on(conflict: Conflict): Side {
    this.conflicts.push(conflict);
    return this.choose(conflict);
  }
}
