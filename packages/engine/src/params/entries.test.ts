import { expect, test } from "vitest";
import { isEntry } from "./entries.js";

test.each([
  "203.0.113.7",
  "203.0.113.0/24",
  " 10.0.0.0/8 ",
  "::",
  "::1",
  "2001:db8::/32",
  "2001:db8:0:0:0:0:0:1",
  "::ffff:10.0.0.1",
])("%j is an address or a range of them", (text) => expect(isEntry("ipRange", text)).toBe(true));

test.each([
  "",
  "shop.example",
  "203.0.113",
  "203.0.113.256",
  "10.0.0.0/33",
  "10.0.0.0/8/8",
  "10.0.0.0/x",
  "1::2::3",
  "1:2:3",
  "g::",
  "::/129",
  "1:2:3:4:5:6:7:8:9",
  "::1.2.3.400",
  "{{ vars.ip }}",
])("%j is none", (text) => expect(isEntry("ipRange", text)).toBe(false));

test("an origin is scheme, host and port alone", () => {
  const fits = (text: string) => isEntry("webOrigin", text);
  expect(["https://shop.example", "http://localhost:3000", "https://магазин.укр"].filter(fits)).toHaveLength(3);
  const others = ["shop.example", "https://shop.example/", "https://a@b.example", "ftp://shop.example", "*"];
  expect(others.filter(fits)).toEqual([]);
});
