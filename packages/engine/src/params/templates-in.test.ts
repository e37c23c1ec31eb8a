import { expect, test } from "vitest";
import { Evaluation } from "./evaluation.js";
import { templatesIn } from "./templates-in.js";

const scope = { values: { trigger: { name: "Olena", list: [1, 2] } }, now: 0, timezone: "UTC" };

test("where templates are is known of lists and objects, however deep", () => {
  expect(templatesIn({ a: "{{ trigger.name }}", b: "text", c: { d: ["{{ 1 }}"] }, e: { f: [] }, g: null })).toEqual([
    "a",
    "c",
  ]);
  expect(templatesIn(["text", "{{ 1 }}", { a: 1 }, [{ b: "{{ 2 }}" }]])).toEqual([1, 3]);
});

test("what is made of a value leaves the value as it is, and keeps its keys in their order", () => {
  const raw = JSON.parse(
    '{"__proto__":"{{ trigger.name }}","z":"{{ trigger.list }}","a":{"plain":[1]},"b":[{"x":"{{ trigger.name }}"}, 7]}',
  );
  const before = JSON.stringify(raw);
  for (let time = 0; time < 2; time++) {
    const made = new Evaluation(scope).deep(raw, "param");
    expect(JSON.stringify(made)).toBe('{"__proto__":"Olena","z":[1,2],"a":{"plain":[1]},"b":[{"x":"Olena"},7]}');
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  }
  expect(JSON.stringify(raw)).toBe(before);
});

test("a mistake deep inside is told with its place", () => {
  const evaluation = new Evaluation(scope);
  evaluation.deep({ a: ["{{ trigger.name }}", { "b c": "{{ trigger.nothing }}" }] }, "param");
  expect(evaluation.error).toMatchObject({ code: "expression.missing", param: "param.a[1].b c" });
});
