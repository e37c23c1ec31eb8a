import { expect, test } from "vitest";
import { censor, CENSORED } from "./censor.js";

test("a secret is blotted out wherever it stands: in texts, lists, values and names of fields", () => {
  const value = { a: "Bearer s3cret", list: [["s3cret"], 5, null, true], "x-s3cret": { "s3cret s3cret": "none" } };
  expect(censor(value, ["s3cret"])).toEqual({
    a: `Bearer ${CENSORED}`,
    list: [[CENSORED], 5, null, true],
    [`x-${CENSORED}`]: { [`${CENSORED} ${CENSORED}`]: "none" },
  });
});

test("what has no secret is answered as it is, and so is everything where there is none", () => {
  const value = { a: ["b", { c: 1 }] };
  expect([censor(value, ["s3cret"]) === value, censor(value, []) === value, censor(value, [""]) === value]).toEqual([
    true,
    true,
    true,
  ]);
});
