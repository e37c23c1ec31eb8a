import { expect, test } from "vitest";
import { nearest } from "./nearest.js";

const names = ["phone", "name", "email", "first_name", "items"];

test.each([
  ["nmae", "name"],
  ["Phone", "phone"],
  ["emial", "email"],
  ["firstname", "first_name"],
  ["item", "items"],
  ["fone", undefined],
  ["telephone", undefined],
  ["zzz", undefined],
  ["", undefined],
  ["x".repeat(100), undefined],
])("the name meant by %j is %j", (written, meant) => {
  expect(nearest(written, names)).toBe(meant);
});

test("the nearest of several is meant, among equals the first", () => {
  expect(nearest("user_id", ["user_ip", "user_idx", "offer_id"])).toBe("user_ip");
  expect(nearest("order_id", ["offer_id", "order_ids"])).toBe("order_ids");
});
