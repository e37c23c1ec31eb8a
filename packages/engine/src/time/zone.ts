import { IANAZone } from "luxon";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/** What the clocks of a zone show at a moment, as milliseconds of a clock that is never changed. */
export const clockAt = (zone: IANAZone, at: number): number => at + zone.offset(at) * MINUTE;

/** No zone has changed its clock twice within this. */
const STEP = 6 * HOUR;

/** The first moment after `from`, up to `to`, at which the zone's offset is another one. */
export function nextChange(zone: IANAZone, from: number, to: number): number | undefined {
  const offset = zone.offset(from);
  let [before, after] = [from, from];
  while (zone.offset(after) === offset) {
    if (after >= to) return undefined;
    before = after;
    after = Math.min(to, after + STEP);
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.offset(middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}
