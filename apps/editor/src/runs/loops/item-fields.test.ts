import { expect, test } from "vitest";
import { fieldsOf, withFields } from "./item-fields.js";

const order = { name: "Олена", phone: "0501112233", total: 1250, paid: true, note: null };
const write = (name: string, text: string) =>
  withFields(
    order,
    (fieldsOf(order) ?? []).map((field) => (field.name === name ? { name, text } : field)),
  );

test("each value of an item is written in a field, and what is left alone stays as it was", () => {
  expect(fieldsOf(order)?.map(({ text }) => text)).toEqual(["Олена", "0501112233", "1250", "true", ""]);
  expect(withFields(order, fieldsOf(order) ?? [])).toEqual(order);
});

test("a number stays a number where one was written, a text stays one though it looks like a number", () => {
  expect(write("total", "99,5")).toEqual({ ...order, total: 99.5 });
  expect(write("total", "free")).toEqual({ ...order, total: "free" });
  expect(write("phone", "0507654321")).toEqual({ ...order, phone: "0507654321" });
  expect(write("paid", "false")).toEqual({ ...order, paid: false });
  expect(write("note", "VIP")).toEqual({ ...order, note: "VIP" });
});

test("what has values inside, or no names, is no matter of fields", () => {
  for (const data of [{ items: [1] }, { who: { name: "Олена" } }, [1], "Олена", 7, null, {}])
    expect(fieldsOf(data)).toBeUndefined();
});
