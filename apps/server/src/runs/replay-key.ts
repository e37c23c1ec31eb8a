/**
 * Under which a request's replay of a run is made once: beside the keys that webhooks are given, none of which is an address
 * of ours.
 */
export const replayOnce = (runId: string, requestKey: string): string => `replay of ${runId}: ${requestKey}`;

/** The same in SQL, of two values there. */
export const replayKey = (runId: string, requestKey: string): string =>
  `('replay of ' || ${runId} || ': ' || ${requestKey})`;
