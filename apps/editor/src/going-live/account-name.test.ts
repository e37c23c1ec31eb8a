import { expect, test } from "vitest";
import { freeName, isTaken } from "./account-name.js";

test("an account gets a name that no other one has, in whatever capitals", () => {
  expect(freeName([], "My account")).toBe("My account");
  expect(freeName(["my Account ", "My account 2"], "My account")).toBe("My account 3");
  expect([isTaken(["Shop"], " shop"), isTaken(["Shop"], "School"), isTaken(["Shop"], "")]).toEqual([
    true,
    false,
    false,
  ]);
});
