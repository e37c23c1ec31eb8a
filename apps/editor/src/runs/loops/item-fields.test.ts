import { expect, test } from "vitest";
import { fieldsOf, nameFaults, withFields } from "./item-fields.js";

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
  expect(write("total", "12 500")).toEqual({ ...order, total: 12_500 });
  expect(write("total", "free")).toEqual({ ...order, total: "free" });
  expect(write("phone", "0507654321")).toEqual({ ...order, phone: "0507654321" });
  expect(write("paid", "false")).toEqual({ ...order, paid: false });
  expect(write("note", "VIP")).toEqual({ ...order, note: "VIP" });
});

test("a number that may mean two is left as it was written: nobody's 1,250 becomes one and a quarter", () => {
  expect(write("total", "1,250")).toEqual({ ...order, total: "1,250" });
});

test("names that an item has stay as they are, those that are added are trimmed, and one without a name is left out", () => {
  const odd = { " total ": 7, "": 8 };
  const added = [
    { name: " note ", text: "VIP" },
    { name: " ", text: "nobody's" },
  ];
  expect(withFields(odd, [...(fieldsOf(odd) ?? []), ...added])).toEqual({ ...odd, note: "VIP" });
});

test("a name that another value has, and a value without a name, are told: neither is left out without a word", () => {
  const faults = (...added: [name: string, text: string][]) =>
    nameFaults(order, [...(fieldsOf(order) ?? []), ...added.map(([name, text]) => ({ name, text }))]).slice(5);
  expect(faults(["phone", "0507654321"], ["city", "Львів"])).toEqual(["twice", undefined]);
  expect(faults(["city", "Львів"], [" city ", "Київ"], ["", "Одеса"])).toEqual([undefined, "twice", "missing"]);
  expect(faults(["", ""], ["  ", ""])).toEqual([undefined, undefined]);
  const odd = { " total ": 7, "": 8 };
  expect(nameFaults(odd, fieldsOf(odd) ?? [])).toEqual([undefined, undefined]);
  expect(nameFaults(odd, [...(fieldsOf(odd) ?? []), { name: " total ", text: "9" }]).at(2)).toBe("twice");
});

test("what has values inside, or no names, is no matter of fields", () => {
  for (const data of [{ items: [1] }, { who: { name: "Олена" } }, [1], "Олена", 7, null, {}])
    expect(fieldsOf(data)).toBeUndefined();
});
