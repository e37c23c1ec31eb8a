import type { Json } from "../json.js";

/** The names at the root of every expression. One that a run has no value for is missing, any other is unknown. */
export const rootNames = ["trigger", "steps", "vars", "fields", "item", "index", "run", "workflow", "now"] as const;

/**
 * What an expression sees: `trigger`, `steps` (id → output, or `{ error }` of a failed one; absent = skipped), `vars`,
 * `fields`, `run`, `workflow`, `now` (ISO text in UTC), `item`, `index`. An absent key is missing.
 */
export interface ExpressionScope {
  values: Readonly<Record<string, Json>>;
  /** Milliseconds since 1970. */
  now: number;
  timezone: string;
}
