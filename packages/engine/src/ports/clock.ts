export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never go back. */
  monotonic(): number;
  /** Calls back after `ms`; answers a function that stops it. */
  after(ms: number, callback: () => void): () => void;
}
