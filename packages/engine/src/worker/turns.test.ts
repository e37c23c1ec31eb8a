import { expect, test } from "vitest";
import { Turns } from "./turns.js";

test("a run lets others on after five milliseconds of its own, whatever others and waits take in between", () => {
  let now = 0;
  const turns = new Turns(() => now);
  const after = (ms: number) => {
    now += ms;
    return turns.breathlessAt(now);
  };
  expect([after(3), after(1)]).toEqual([false, false]);
  // Hundreds of others begin in the same moment.
  now += 500;
  turns.awaited();
  expect([after(0.5), after(1)]).toEqual([false, true]);
  turns.breathed();
  expect([after(3), after(3)]).toEqual([false, true]);
});

test("a clock that is set back takes nothing off what a run has taken, and one that is set forward lets others on once", () => {
  let now = 1_000_000;
  const turns = new Turns(() => now);
  const after = (ms: number) => {
    now += ms;
    return turns.breathlessAt(now);
  };
  expect([after(4), after(-600_000), after(1)]).toEqual([false, false, true]);
  turns.breathed();
  expect(after(600_000)).toBe(true);
  turns.breathed();
  expect(after(4)).toBe(false);
});
