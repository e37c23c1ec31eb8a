import type { Clock } from "@leeway/engine";

/**
 * The machine's clocks. Timers keep the process alive: with timers that do not, a stop ended before the last outcome was
 * stored, as soon as a drive paused for breath and no socket was open any more.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    if (ms <= 0) {
      // After what has arrived already. The shortest timer would be a millisecond in which nothing happens.
      const turn = setImmediate(callback);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
