import fc from "fast-check";
import { expect, test } from "vitest";
import { tryingAs } from "./histories.js";

const trying = (seed: string, long = "") => tryingAs({ TEST_SEED: seed, TEST_LONG: long });

test("what fails says the words with which the same is tried again, and with them it is that history and no other", async () => {
  const seen: number[] = [];
  const below = fc.property(fc.nat(1_000_000), (drawn) => {
    seen.push(drawn);
    expect(drawn).toBeLessThan(900_000);
  });
  const draws = { short: 1_000, long: 1_000, seed: 7 };
  const first = trying("");
  expect(first.replaying).toBe(false);
  const said = await first.holds(below, draws).catch((error: unknown) => String(error));
  const [, again = ""] = /TEST_SEED=(\S+) npm test/.exec(String(said)) ?? [];
  const failed = /Counterexample: \[(\d+)\]/.exec(String(said))?.[1];
  expect(again).toMatch(/^7\/[\d:]+$/);
  expect(Number(failed)).toBeGreaterThanOrEqual(900_000);

  seen.length = 0;
  const second = trying(again);
  expect(second.replaying).toBe(true);
  await expect(second.holds(below, draws)).rejects.toThrow(`Counterexample: [${failed}]`);
  expect(seen[0]).toBe(Number(failed));
});

test("what holds says nothing, and as much is tried as was asked for", async () => {
  let tried = 0;
  const { holds } = trying("");
  await holds(
    fc.property(fc.nat(), () => void (tried += 1)),
    { short: 30, long: 30, seed: 7 },
  );
  expect(tried).toBe(30);
});

test("what failed is mended, and the draws go on from there to the end: the same ones as without a stop", async () => {
  const draws = { short: 100, long: 1_000, seed: 7 };
  const whole: number[] = [];
  const fails = fc.property(fc.nat(1_000_000), (drawn) => {
    expect(whole.push(drawn)).not.toBe(301);
  });
  const { holds } = trying("7", "1");
  const said = await holds(fails, draws).catch((error: unknown) => String(error));
  const [, onFrom = "", test = ""] = /TEST_SEED=(\S+) npm run test:long -- (.*)/.exec(String(said)) ?? [];
  expect(onFrom).toBe("7/300");
  expect(test).toBe(
    'packages/engine/src/testing/histories.test.ts -t "what failed is mended, and the draws go on from there to the end: the same ones as without a stop"',
  );
  const failed = whole[300];

  const rest: number[] = [];
  const second = trying(onFrom, "1");
  await second.holds(
    fc.property(fc.nat(1_000_000), (drawn) => void rest.push(drawn)),
    draws,
  );
  expect(rest).toHaveLength(700);
  expect(rest[0]).toBe(failed);
});

test("a test may take as many times the short version's time as it tries more", () => {
  const draws = { short: 20, long: 500 };
  expect(trying("").patience(draws)).toBe(600_000);
  expect(trying("", "1").patience(draws)).toBe(25 * 600_000);
});
