import type { RunEventBody } from "../run/events.js";

/** What a log holds of its end that is not stored yet. */
export interface Entry {
  event: RunEventBody;
  /** It follows from the log alone: when somebody else appends first, it is made anew. */
  redo: boolean;
  /** Somebody waits until it is stored, or nobody could say again what it says. */
  presses: boolean;
  /** Told whether it is stored. What waits for that has had no effect yet: when somebody else appends first, it has not been. */
  settled: ((kept: boolean) => void) | undefined;
  /** Told the same. It stays, whoever appends first. */
  heard?: ((kept: boolean) => void)[];
}

/** What is known of an event that is added. */
export interface Adding extends Partial<Pick<Entry, "redo" | "settled">> {
  /** What it tells can be found out again by doing the same once more. */
  repeatable?: boolean;
}

/** Whoever waits for it to be stored hears whether it is. */
export function tell(entry: Entry, kept: boolean): void {
  entry.settled?.(kept);
  hear(entry, kept);
}

/** Those whom it stays for, each once. */
export const hear = ({ heard }: Entry, kept: boolean): void => heard?.splice(0).forEach((one) => one(kept));

/** Whoever called the webhook waits for it. */
export const isAnswer = (event: RunEventBody): boolean => event.type === "step.succeeded" && event.responds === true;
