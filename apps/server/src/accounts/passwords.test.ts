import { expect, test } from "@jest/globals";
import { hashPassword, passwordFits } from "./passwords.js";

/** Work, not time: what else the machine does meanwhile does not count. */
async function cpuOf(check: () => Promise<boolean>): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < 5; index += 1) await check();
  const { user, system } = process.cpuUsage(before);
  return user + system;
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
