import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";

/** The environment is read once, when the module is: each time a fresh one. */
async function holdsWith(seed: string) {
  vi.stubEnv("TEST_SEED", seed);
  vi.stubEnv("TEST_LONG", "");
  vi.resetModules();
  const { holds, replaying } = await import("./histories.js");
  return { holds, replaying };
}
afterEach(() => vi.unstubAllEnvs());

test("what fails says the words with which the same is tried again, and with them it is that history and no other", async () => {
  const seen: number[] = [];
  const below = fc.property(fc.nat(1_000_000), (drawn) => {
    seen.push(drawn);
    expect(drawn).toBeLessThan(900_000);
  });
  const draws = { short: 1_000, long: 1_000, seed: 7 };
  const first = await holdsWith("");
  expect(first.replaying).toBe(false);
  const said = await first.holds(below, draws).catch((error: unknown) => String(error));
  const [, again = ""] = /TEST_SEED=(\S+) npm test/.exec(String(said)) ?? [];
  const failed = /Counterexample: \[(\d+)\]/.exec(String(said))?.[1];
  expect(again).toMatch(/^7\/[\d:]+$/);
  expect(Number(failed)).toBeGreaterThanOrEqual(900_000);

  seen.length = 0;
  const second = await holdsWith(again);
  expect(second.replaying).toBe(true);
  await expect(second.holds(below, draws)).rejects.toThrow(`Counterexample: [${failed}]`);
  expect(seen[0]).toBe(Number(failed));
});

test("what holds says nothing, and as much is tried as was asked for", async () => {
  let tried = 0;
  const { holds } = await holdsWith("");
  await holds(
    fc.property(fc.nat(), () => void (tried += 1)),
    { short: 30, long: 30, seed: 7 },
  );
  expect(tried).toBe(30);
});
