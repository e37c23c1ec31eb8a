import type { RunStatus } from "@leeway/engine";

/** Stretches of time that people mean often; they move on with the clock. */
export const periods = ["hour", "today", "yesterday", "week", "month"] as const;
export type Period = (typeof periods)[number];

/** Which runs a list shows. */
export interface RunFilter {
  workflowId?: string;
  status?: readonly RunStatus[];
  /** The type of a trigger, or a node's id. */
  trigger?: string;
  /** Instead of `from` and `to`. */
  period?: Period;
  /** ISO times; runs that began from then on, and before then. */
  from?: string;
  to?: string;
  /** A value that was in them. */
  q?: string;
}

const HOUR = 3_600_000;

/** From when on, and until when, in the reader's time zone. */
export function timesOf(period: Period, now: Date): { from: string; to?: string } {
  const iso = (at: Date | number) => new Date(at).toISOString();
  const midnight = (daysAgo: number) => iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo));
  switch (period) {
    case "hour":
      return { from: iso(now.getTime() - HOUR) };
    case "today":
      return { from: midnight(0) };
    case "yesterday":
      return { from: midnight(1), to: midnight(0) };
    case "week":
      return { from: midnight(6) };
    case "month":
      return { from: midnight(29) };
  }
}

/** The filter in the words of the API, as it is meant now. */
export function saidNow({ period, ...filter }: RunFilter, now = new Date()): Omit<RunFilter, "period"> {
  return { ...filter, ...(period && timesOf(period, now)) };
}
