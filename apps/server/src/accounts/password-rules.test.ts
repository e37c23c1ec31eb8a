import { describe, expect, test } from "vitest";
import { assertHardToGuess } from "./password-rules.js";

const about = ["olena.koval@flowers.example", "Олена Коваль", "Flowers & Co"];
const judged = (password: string) =>
  assertHardToGuess(password, about).then(
    () => "taken",
    (problem: { code: string; values: { why: string } }) => `${problem.code} ${problem.values.why}`,
  );

describe("a password is refused", () => {
  test.each(["password123", "1234567890", "qwertyuiop", "iloveyou123", "P@ssw0rd12", "Password1!Password1!"])(
    "that many have: %s",
    async (password) => expect(await judged(password)).toMatch(/^password\.easy (common|pattern)$/),
  );
  test.each(["пароль12345", "йцукенгшщз", "Йцукен12345", "фівапролдж"])(
    "that many have, typed on another keyboard: %s",
    async (password) => expect(await judged(password)).toMatch(/^password\.easy/),
  );
  test.each([
    "Flowers2026!",
    "olena.koval1",
    "коваль2026",
    "leeway2026!",
    // Three words in a row, each of them known: of an address, of a name and a company, on the other keyboard.
    "olena@flowers",
    "Koval-Flowers-Example",
    "Олена+Flowers+1987",
    "rjdfkm.jktyf!",
    "leewayleelooolena",
  ])("that is about its owner: %s", async (password) => expect(await judged(password)).toBe("password.easy personal"));
  test.each(["aaaaaaaaaa", "abcdefghij", "12.05.1990ab", "x".repeat(200), "31.12.1987"])(
    "that is a pattern: %s",
    async (password) => expect(await judged(password)).toBe("password.easy pattern"),
  );
});

test.each([
  "correct horse battery",
  "Vw7-kk29_s",
  "три зелені слони в човні",
  "довгий-рядок-без-змісту",
  "z".repeat(3) + "Qv!81kd0",
  "olena-Vw7kk29s",
  "flowers need a lazy giraffe",
])("a password that nobody guesses is taken: %s", async (password) => expect(await judged(password)).toBe("taken"));
