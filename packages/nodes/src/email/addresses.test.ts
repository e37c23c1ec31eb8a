import { expect, test } from "vitest";
import { addressesIn, domainOf } from "./addresses.js";

test.each([
  ["anna@example.com", ["anna@example.com"]],
  ["a@example.com, b@example.com;c@example.com", ["a@example.com", "b@example.com", "c@example.com"]],
  [
    ["a@example.com", "b@example.com\nc@example.com"],
    ["a@example.com", "b@example.com", "c@example.com"],
  ],
  [
    '"Doe, Anna" <anna@example.com>, Олена <olena@example.com>',
    ['"Doe, Anna" <anna@example.com>', "Олена <olena@example.com>"],
  ],
  ["", []],
  [undefined, []],
])("%j holds the addresses %j", (given, found) => {
  expect(addressesIn(given)).toEqual({ found });
});

test.each([
  ["anna@example", "anna@example"],
  ["anna@example.com, bob", "bob"],
  ["anna@example.com\r\nBcc: all@example.com", "Bcc: all@example.com"],
  ["a@example.com b@example.com", "a@example.com b@example.com"],
  [[["nested@example.com"]], '["nested@example.com"]'],
])("%j is refused for %j", (given, bad) => {
  expect(addressesIn(given).bad).toBe(bad);
});

test("what a stranger has filled with commas is read in one pass", () => {
  // Read from each comma to the end, it would keep the server from everything else for as long as it takes.
  expect(addressesIn(",".repeat(60_000))).toEqual({ found: [] });
  expect(addressesIn(`${'",'.repeat(30_001)}a@example.com`).bad).toBeDefined();
});

test("a Message-ID is of the sender's domain", () => {
  expect([domainOf("Shop <shop@example.com>"), domainOf("shop@mail.example.com")]).toEqual([
    "example.com",
    "mail.example.com",
  ]);
});
