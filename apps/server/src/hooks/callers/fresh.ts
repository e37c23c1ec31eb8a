/** How far a sender's clock and ours may be apart where nothing else is said: what Stripe recommends, too. */
const USUAL_TOLERANCE_S = 300;

/**
 * Whether a time of signing is close enough to now, before or after: an older call may be one that somebody has recorded and
 * sends again. Times are in seconds as nearly everywhere, in milliseconds, or an ISO date.
 */
export function isFresh(sent: string, toleranceS: unknown, now: number): boolean {
  const at = timeOf(sent.trim());
  const tolerance = typeof toleranceS === "number" && toleranceS > 0 ? toleranceS : USUAL_TOLERANCE_S;
  return at !== undefined && Math.abs(now - at) <= tolerance * 1_000;
}

function timeOf(text: string): number | undefined {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
