/** A moment as fields write it, on the reader's own clocks: `2026-11-21T14:30`. */
export function localTime(at: number | Date): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
