import { describe, expect, test } from "vitest";
import { Problem } from "../problems/problem.js";
import { Guesses, type Guesser } from "./guesses.js";

const office = { address: "203.0.113.7" };
const times = <T>(count: number, act: (index: number) => T) => Array.from({ length: count }, (_, index) => act(index));

/** What a try hears: nothing, or why it is not looked at. */
function heard(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.code} ${error.values["seconds"]}`;
  }
}
const wrong = (guesses: Guesses, account: string, from: Guesser = office) =>
  heard(() => guesses.at("password", account, from));

describe("one password at everybody", () => {
  test("is tried sixty times from a network, and then one waits a minute", () => {
    const guesses = new Guesses();
    expect(times(61, (index) => wrong(guesses, `person ${index}`))).toEqual([
      ...times(60, () => undefined),
      "auth.tooManyFromHere 60",
    ]);
  });

  test("holds up no other network, and no other way in", () => {
    const guesses = new Guesses();
    times(100, (index) => wrong(guesses, `person ${index}`));
    expect(wrong(guesses, "person", { address: "203.0.113.8" })).toBeUndefined();
    expect(heard(() => guesses.at("code", "person", office))).toBeUndefined();
    const over = new Problem("link.over");
    expect(guesses.missed("invitation", office.address, over)).toBe(over);
  });

  test("holds up nobody in a browser of their own", () => {
    const guesses = new Guesses();
    times(100, (index) => wrong(guesses, `person ${index}`));
    expect(wrong(guesses, "olena", { ...office, browser: "hers" })).toBeUndefined();
  });
});

describe("somebody who mistypes", () => {
  test("uses up nothing of their network while they wait", () => {
    const guesses = new Guesses();
    expect(times(300, () => wrong(guesses, "olena")).filter((said) => said === undefined)).toHaveLength(5);
    expect(times(55, (index) => wrong(guesses, `colleague ${index}`))).toEqual(times(55, () => undefined));
    expect(wrong(guesses, "one more")).toBe("auth.tooManyFromHere 60");
  });

  test("and is right in the end, has counted nothing", () => {
    const guesses = new Guesses();
    for (const _ of times(100, () => 0)) guesses.at("password", "olena", office).right();
    expect(times(60, (index) => wrong(guesses, `person ${index}`))).toEqual(times(60, () => undefined));
  });

  test("is slowed in a browser of their own as well", () => {
    const guesses = new Guesses();
    const hers = { ...office, browser: "hers" };
    expect(times(6, () => wrong(guesses, "olena", hers)).at(-1)).toBe("auth.tooManyTries 1");
    expect(wrong(guesses, "olena")).toBeUndefined();
  });
});

test("who brings wrong links is told after sixty in an hour to go slower", () => {
  const guesses = new Guesses();
  const over = new Problem("link.over");
  const said = times(61, () => guesses.missed("resetLink", office.address, over).code);
  expect(said).toEqual([...times(60, () => "link.over"), "auth.tooManyTries"]);
});
