import { describe, expect, test } from "vitest";
import { stat } from "node:fs/promises";
import { hashPassword, passwordFits } from "./passwords.js";

/** Work, not time: the least of five times, as threads beside, which collect what earlier files left, can only add to it. */
async function cpuOf(check: () => Promise<boolean>): Promise<number> {
  let least = Infinity;
  for (let index = 0; index < 5; index += 1) {
    const before = process.cpuUsage();
    await check();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

test("a password fits its own hash only, and two hashes of it differ", async () => {
  const kept = await hashPassword("correct horse battery");
  expect(await passwordFits(kept, "correct horse battery")).toBe(true);
  expect(await passwordFits(kept, "correct horse batterx")).toBe(false);
  expect(await hashPassword("correct horse battery")).not.toBe(kept);
});

test("nobody's password never fits, and finding that out costs as much as for somebody", async () => {
  const kept = await hashPassword("correct horse battery");
  expect(await passwordFits(undefined, "correct horse battery")).toBe(false);
  const somebody = await cpuOf(() => passwordFits(kept, "a guess"));
  const nobody = await cpuOf(() => passwordFits(undefined, "a guess"));
  expect(nobody / somebody).toBeGreaterThan(0.5);
  expect(nobody / somebody).toBeLessThan(2);
});

describe("a flood of passwords", () => {
  test("leaves threads for others: reading a file is not behind it in the line", async () => {
    const kept = await hashPassword("correct horse battery");
    let done = 0;
    const checks = Array.from({ length: 40 }, () => passwordFits(kept, "wrong").finally(() => (done += 1)));
    await stat(import.meta.filename);
    expect(done).toBeLessThan(20);
    expect(new Set(await Promise.all(checks))).toEqual(new Set([false]));
  });

  test("is cut where the line gets too long, and the next one is answered again", async () => {
    const kept = await hashPassword("correct horse battery");
    const checks = await Promise.allSettled(Array.from({ length: 300 }, () => passwordFits(kept, "wrong")));
    const refused = checks.filter((one) => one.status === "rejected");
    expect(refused.length).toBeGreaterThan(100);
    expect(refused[0]?.reason).toMatchObject({ code: "server.busy" });
    expect(await passwordFits(kept, "correct horse battery")).toBe(true);
  });
});
