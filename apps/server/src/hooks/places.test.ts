import { expect, test } from "vitest";
import { isAmong, isSiteAmong, names } from "./places.js";

test.each<[string[], string, boolean]>([
  [["203.0.113.7"], "203.0.113.7", true],
  [["203.0.113.7"], "203.0.113.8", false],
  [["203.0.113.0/24", "10.0.0.0/8"], "10.255.0.1", true],
  [["203.0.113.0/24"], "203.0.114.0", false],
  [["203.0.113.0/24"], "::ffff:203.0.113.9", true],
  [["2001:db8::/32"], "2001:db8::5", true],
  [["2001:db8::/32"], "203.0.113.9", false],
  [["0.0.0.0/0"], "8.8.8.8", true],
])("of %j, %s is one: %s", (list, address, is) => {
  expect(isAmong(list, address)).toBe(is);
});

test("a list whose entries are all wrong lets nobody in, and an empty one is none", () => {
  const wrong = ["10.0.0.0/99", "shop.example", "", 7, null];
  expect(names(wrong)).toBe(true);
  expect(isAmong(wrong, "10.0.0.1")).toBe(false);
  expect([names([]), names(null), names(undefined), names("10.0.0.1")]).toEqual([false, false, false, false]);
});

test("a site is its scheme, host and port, in any case", () => {
  expect(isSiteAmong(["https://Shop.example"], "https://shop.example")).toBe(true);
  for (const other of ["http://shop.example", "https://shop.example:8443", "https://evil-shop.example", "null"])
    expect(isSiteAmong(["https://shop.example"], other)).toBe(false);
});
