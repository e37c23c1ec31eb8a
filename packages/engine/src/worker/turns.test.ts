import { expect, test } from "vitest";
import { Turns } from "./turns.js";

test("a run lets others on after five milliseconds of its own, whatever others and waits take in between", () => {
  let now = 0;
  const turns = new Turns(() => now);
  const after = (ms: number) => {
    now += ms;
    return turns.breathless;
  };
  expect([after(3), after(1)]).toEqual([false, false]);
  // Hundreds of others begin in the same moment.
  now += 500;
  turns.awaited();
  expect([after(0.5), after(1)]).toEqual([false, true]);
  turns.breathed();
  expect([after(3), after(3)]).toEqual([false, true]);
});
