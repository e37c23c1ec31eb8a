import { describe, expect, test } from "vitest";
import { foundIn, matchOf, termsOf, wantedOf } from "./terms.js";

const finds = (query: string, value: string | number) => {
  const wanted = wantedOf(query);
  return wanted.length > 0 && foundIn(termsOf(value), wanted).every(Boolean);
};

describe("a phone number", () => {
  const spellings = [
    "+380501234567",
    "0501234567",
    "050 123-45-67",
    "8 (050) 123 45 67",
    "00380501234567",
    380501234567,
  ];
  test.each(spellings)("written as %s is found in every spelling", (value) => {
    for (const query of spellings) expect([query, finds(String(query), value)]).toEqual([query, true]);
  });

  test("is found by its first digits, national or not, and by its last four to seven", () => {
    for (const query of ["0501", "050 123", "38050123", "4567", "34567", "234567", "1234567"])
      expect([query, finds(query, "+38 (050) 123-45-67")]).toEqual([query, true]);
    for (const query of ["567", "4568", "2345", "0502"])
      expect([query, finds(query, "+38 (050) 123-45-67")]).toEqual([query, false]);
  });

  test("of another country stays as it is, and one inside a text is found as well", () => {
    expect(finds("+48 601 234 567", "48601234567")).toBe(true);
    expect(finds("0501234567", "Call me, +380 50 123 45 67, after six")).toBe(true);
  });
});

test.each([
  ["olena.koval@gmail.com", "Olena.Koval@Gmail.com"],
  ["olena.k", "olena.koval@gmail.com"],
  ["koval", "olena.koval@gmail.com"],
  ["ORD-2026-0042", "ord-2026-0042"],
  ["ord-2026", "Order ORD-2026-0042 is paid"],
  ["0042", "ORD-2026-0042"],
  ["5e1f119d6c384804b31e945e", "https://app.leeloo.ai/chats/all/5e1f119d6c384804b31e945e/5e1f119d6c384804b31e945f"],
  ["коваль олена", "Олена Коваль"],
  ["олен", "Олена Коваль"],
  ["Дар'я", "Дар’я"],
  ["57", 57],
  ["19.5", 19.5],
])("%j finds %j", (query, value) => {
  expect(finds(query, value)).toBe(true);
});

test.each([
  ["olena maria", "Olena Koval"],
  ["lena", "Olena"],
  ["5", 57],
  ["2026", "2026-11-21T10:00:00.000Z"],
  ["secret", "Bearer ••••••secret"],
  ["word", `${"word ".repeat(200)}`],
  ["  ", "Olena"],
  ["?!", "?!"],
])("%j does not find %j", (query, value) => {
  expect(finds(query, value)).toBe(false);
});

test("what is asked of the index has nothing in it that means something there, and keeps to one workspace", () => {
  const asked = matchOf(wantedOf('or" NOT* "4567'), 3);
  expect(asked.replace(/"3·[\p{L}\p{N}·¬]+"/gu, "T")).toBe("(T) AND (T *) AND (T * OR T *)");
});
