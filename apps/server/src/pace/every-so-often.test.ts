import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EverySoOften } from "./every-so-often.js";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

test("is done at the start and at each period from then on, also after a time that failed, and not after the stop", async () => {
  const times: number[] = [];
  const surprise = vi.fn();
  const work = (now: number) => {
    times.push(now);
    return now === 1_000 ? Promise.reject(new Error("full")) : Promise.resolve();
  };
  const often = new EverySoOften(1_000, work, surprise);
  often.start();
  await vi.advanceTimersByTimeAsync(2_500);
  often.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([times, surprise.mock.calls.length]).toEqual([[0, 1_000, 2_000], 1]);
});
