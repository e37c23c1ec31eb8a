import type { Json } from "./json.js";

/**
 * What has to hold of a step's params beside the kind of each, or it fails in every run: checked before it goes live, as
 * far as nothing of it is made by a template (`document/problems/rules.ts`).
 */
export type ParamRule =
  /** So many of a unit, whose option says how long one is: a run has to be able to last it. */
  | { rule: "length"; amount: string; unit: string }
  /** A moment for which a run waits: not over yet, and no later than a run may last. */
  | { rule: "moment"; param: string }
  /** Times of day between which there is some time on some day. */
  | { rule: "hours"; from: string; to: string; weekdays: string }
  /** A number of units of time: more than none. */
  | { rule: "window"; param: string }
  /** A list of objects or, with `lists`, of lists of such, while another param has one of these values. */
  | { rule: "objects"; param: string; when: { param: string; in: Json[] }; lists: boolean };
