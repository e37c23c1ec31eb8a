const DAY_MS = 24 * 3_600_000;

/** So long a workspace that was deleted can be taken back; then all of it goes. */
export const GRACE_MS = 14 * DAY_MS;
