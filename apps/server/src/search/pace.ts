/** How much the index takes in one go, and how long it leaves the machine to others then. */
export interface Pace {
  rows: number;
  pauseMs: number;
  /** When there was nothing to do. */
  idleMs: number;
}

const BUSY = 0.5;

/**
 * By how busy the thread is that answers, from 0 to 1: webhooks go first. Even then the index comes on, about a hundredth
 * of the time.
 */
export const paceOf = (load: number): Pace =>
  load > BUSY ? { rows: 20, pauseMs: 100, idleMs: 1_000 } : { rows: 200, pauseMs: 4, idleMs: 400 };
