import { censor } from "@leeway/engine";
import { holds, patience } from "@leeway/engine/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { everySpelling } from "@leeway/nodes/testing/every-spelling";
import { spellingsOf } from "./spellings.js";

const CENSORED = "••••••";
const inTexts = { short: 300, long: 6_000, seed: 4 };
const inTheOpen = { short: 200, long: 4_000, seed: 5 };
const letters = fc.constantFrom(...Array.from("abcXYZ0129-_.~!*'()+/=&<>\"\\ %#?:@éїЯ世😀\n"));
const secrets = fc.string({ unit: letters, minLength: 10, maxLength: 60 }).filter((text) => text.trim().length >= 10);
/** Of any length, so that the secret stands at every place of Base64's three bytes. */
const around = fc.string({ unit: fc.constantFrom(...Array.from("abc 123,;")), maxLength: 7 });

describe("a secret", () => {
  test(
    "is found in every spelling, alone and inside a longer text",
    () =>
      holds(
        fc.property(secrets, around, around, (secret, before, after) => {
          const blotted = spellingsOf([secret]);
          for (const [name, text] of Object.entries(everySpelling(secret, before, after))) {
            const shown = censor(text, blotted);
            expect([name, shown.includes(CENSORED)]).toEqual([name, true]);
          }
        }),
        inTexts,
      ),
    patience(inTexts),
  );

  test(
    "leaves nothing of itself where it stands in the open or in an address",
    () =>
      holds(
        fc.property(secrets, around, around, (secret, before, after) => {
          const shown = censor(`${before}${secret}${after}`, spellingsOf([secret]));
          expect(shown.replaceAll(CENSORED, "")).toBe(`${before}${after}`);
          const address = censor(`${before}${encodeURIComponent(secret)}${after}`, spellingsOf([secret]));
          expect(address.replaceAll(CENSORED, "")).toBe(`${before}${after}`);
        }),
        inTheOpen,
      ),
    patience(inTheOpen),
  );
});

test("of several lines is found line by line", () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${"QUJDREVGR0g".repeat(4)}\n${"SUpLTE1OT1A".repeat(4)}\n-----END PRIVATE KEY-----\n`;
  for (const line of key.trim().split("\n")) expect(censor(`x ${line} y`, spellingsOf([key]))).toBe(`x ${CENSORED} y`);
});

test("that is too short to hide anything blots out nothing", () => {
  expect(spellingsOf(["abc", ""])).toEqual([]);
  expect(censor("a list of hosts: cG, 61626364", spellingsOf(["pass"]))).toBe("a list of hosts: cG, 61626364");
});
