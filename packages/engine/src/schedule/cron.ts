import { Cron } from "croner";
import { cronFields, type CronField, type RuleFault } from "./rules.js";

/** Cron fields as a clock that is never changed reads them; zones are not its business. */
export interface CronClock {
  /** Whether the minute or the hour is open: then the schedule follows real time where clocks are changed. */
  readonly open: boolean;
  /** The first time of that clock after this one, in ms; undefined where there is none. */
  after(clock: number): number | undefined;
}

const partsOf = (cron: string) => cron.trim().split(/\s+/);
const OPEN = /^[*?]/;
const REMEMBERED = 500;
const known = new Map<string, CronClock | RuleFault>();

/** Reads cron fields, or says which is wrong. Remembers what it has read. */
export function readCron(cron: string): CronClock | RuleFault {
  const seen = known.get(cron);
  if (seen) return seen;
  const read = parse(cron);
  if (known.size >= REMEMBERED) known.clear();
  known.set(cron, read);
  return read;
}

export const isFault = (read: CronClock | RuleFault): read is RuleFault => "code" in read;

/** Croner's own daylight saving rules are not ours, and it was seen to go back in time: here it only knows UTC. */
const clockOf = (cron: string) => new Cron(cron, { mode: "5-part", timezone: "UTC", paused: true });

function parse(cron: string): CronClock | RuleFault {
  const parts = partsOf(cron);
  if (parts.length !== cronFields.length || cron.startsWith("@"))
    return { code: "fields", count: cron.trim() === "" ? 0 : parts.length };
  const wrong = cronFields.findIndex((_, place) => !alone(parts[place] ?? "", place));
  const field = cronFields[wrong];
  if (field) return { code: "field", unit: field, value: parts[wrong] ?? "" };
  const clock = clockOf(parts.join(" "));
  const [minute = "", hour = ""] = parts;
  const after = (ms: number) => clock.nextRun(new Date(ms))?.getTime();
  // The calendar begins anew every 400 years, and 29 February comes within eight: looked for from any day it is found.
  if (after(0) === undefined) return { code: "never" };
  return { open: OPEN.test(minute) || OPEN.test(hour), after };
}

/** Whether a field is right by itself: croner speaks of a pattern as a whole, and in English. */
function alone(value: string, place: number): boolean {
  try {
    clockOf(cronFields.map((_, at) => (at === place ? value : "*")).join(" "));
    return true;
  } catch {
    return false;
  }
}

const lengths: Partial<Record<CronField, number>> = { minute: 60, hour: 24 };

/**
 * A step that does not divide its field, as 7 does not divide 60 minutes: the last time of an hour, or a day, and the
 * first of the next are closer together than people expect of “every 7 minutes”.
 */
export function unevenStep(cron: string): { field: CronField; step: number; rest: number } | undefined {
  const parts = partsOf(cron);
  for (const [place, field] of cronFields.entries()) {
    const length = lengths[field];
    const step = Number(/^\*\/(\d+)$/.exec(parts[place] ?? "")?.[1]);
    if (length !== undefined && step > 0 && length % step !== 0) return { field, step, rest: length % step };
  }
  return undefined;
}
