import type { Clock } from "@leeway/engine";

/**
 * The machine's clocks. Timers keep the process alive: with timers that do not, a stop ended before the last outcome was
 * stored, as soon as a drive paused for breath and no socket was open any more.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
