/** How long a new key is good: so many days, until a day that one names, or for good. */
export const endsOfKeys = ["30", "90", "365", "date", "never"] as const;
export type KeyEnd = (typeof endsOfKeys)[number];

const DAY_MS = 86_400_000;

/** The one that is most like what a key was made with. */
export function endLike({ lifeDays }: { lifeDays: number | null }): KeyEnd {
  if (lifeDays === null) return "never";
  return lifeDays === 30 ? "30" : lifeDays === 365 ? "365" : "90";
}

/** The moment as the API takes it; null is for good. A day (`2027-01-31`) is good to its last second, here. */
export function endOfKey(end: KeyEnd, date: string, now = Date.now()): string | null {
  if (end === "never") return null;
  const time = end === "date" ? new Date(`${date}T23:59:59`).getTime() : now + Number(end) * DAY_MS;
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}
