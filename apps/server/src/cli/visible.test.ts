import { expect, test } from "vitest";
import { visible } from "./visible.js";

test("a name does not steer the terminal that shows it, nor turn what is written after it round", () => {
  expect(visible("\u001b[2JOrders\r\u0007 \u009b31m\u202Etxt.exe\u2066")).toBe(
    "\\u001b[2JOrders\\u000d\\u0007 \\u009b31m\\u202etxt.exe\\u2066",
  );
  expect(visible("Замовлення 🛒\n\twf_1")).toBe("Замовлення 🛒\n\twf_1");
});

test("JSON says the same before and after", () => {
  const names = ["\u001b[2J", "\u202E", "\u009b\u2028", 'a"\\u202e\\'];
  expect(JSON.parse(visible(JSON.stringify(names, null, 2)))).toEqual(names);
});
