/** One mad header must not hold a run for ever, nor name a time that no calendar has. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** The pause that a far end asks for in its `Retry-After`: a number of seconds or an HTTP date. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined || value.trim() === "") return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}
