import { expect, test } from "vitest";
import { fill, type Lines } from "./line.js";

test("of very many that may go a write moves some, and the next one goes on", () => {
  const waiting = Array.from({ length: 2_500 }, (_, index) => `run ${index}`);
  let going = 0;
  const lines = {
    going: () => going,
    first: () => waiting[0],
    move: () => {
      waiting.shift();
      going += 1;
    },
  } satisfies Partial<Lines>;
  const write = () => fill(lines as unknown as Lines, "line", 1_000_000).length;
  expect([write(), write(), write(), write()]).toEqual([1_000, 1_000, 500, 0]);
});

test("where nobody waits, those who go are not counted, however many they are", () => {
  const lines = { first: () => undefined } satisfies Partial<Lines>;
  expect(fill(lines as unknown as Lines, "line", 1_000_000)).toEqual([]);
});
