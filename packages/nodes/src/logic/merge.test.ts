import { describe, expect, test } from "vitest";
import { isObject, type Json, type JsonObject, textOf } from "@leeway/engine";
import fc from "fast-check";
import { catalogue } from "../index.js";
import { toolsFor } from "../testing/listen.js";
import { mergeRunner } from "./merge.run.js";

const definition = catalogue.get("logic.merge");
const merge = (params: JsonObject) => {
  if (!definition) throw new Error("no merge");
  const outcome = mergeRunner.run(params, toolsFor(), definition);
  if (outcome instanceof Promise) throw new Error("it computes at once");
  return outcome;
};
const outputOf = (params: JsonObject): Json => {
  const outcome = merge(params);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.output;
};
const person = fc.record({ phone: fc.constantFrom("1", "2", 3, null), name: fc.string(), n: fc.integer() });
const lists = fc.array(fc.array(person), { maxLength: 4 }) as fc.Arbitrary<JsonObject[][]>;

describe("merge", () => {
  test("lays later objects over earlier ones and leaves out what is not there", () => {
    expect(outputOf({ inputs: [{ a: 1, b: 1 }, null, { b: 2 }], mode: "combine" })).toEqual({ a: 1, b: 2 });
    expect(outputOf({ inputs: [{ a: 1 }] })).toEqual({ a: 1 });
  });

  test("says which input is no object", () => {
    expect(merge({ inputs: [{ a: 1 }, [2]], mode: "combine" })).toMatchObject({
      kind: "failed",
      error: { code: "merge.notObject", param: "inputs[1]", values: { mode: "combine", found: "list", number: 2 } },
    });
    expect(merge({ inputs: [[{ a: 1 }, 5]], mode: "byKey", key: "a" })).toMatchObject({
      error: { param: "inputs[0]", values: { mode: "byKey", found: "number", number: 1, place: 2 } },
    });
  });

  test("makes one of entries with the same key, however it is written, also deep inside", () => {
    const inputs = [
      [{ id: 5, a: 1 }, { x: 1 }],
      [{ id: "5", b: 2 }, { x: 2 }],
    ];
    expect(outputOf({ inputs, mode: "byKey", key: "id" })).toEqual({
      items: [{ id: "5", a: 1, b: 2 }, { x: 1 }, { x: 2 }],
    });
    const deep = [[{ p: { id: 1 }, a: 1 }], [{ p: { id: 1 }, b: 1 }]];
    expect(outputOf({ inputs: deep, mode: "byKey", key: "p.id" })).toEqual({ items: [{ p: { id: 1 }, a: 1, b: 1 }] });
  });

  test("touches no prototype", () => {
    const inputs = [JSON.parse('{"__proto__":{"bad":1}}') as JsonObject];
    expect(JSON.stringify(outputOf({ inputs, mode: "combine" }))).toBe('{"__proto__":{"bad":1}}');
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  test("appends everything in order, and nothing else", () => {
    fc.assert(
      fc.property(lists, (inputs) => {
        expect(outputOf({ inputs, mode: "append" })).toEqual({ items: inputs.flat() });
      }),
    );
  });

  test("by key keeps each key once, in its first place, with the last value of each field", () => {
    fc.assert(
      fc.property(lists, (inputs) => {
        const output = outputOf({ inputs, mode: "byKey", key: "phone" });
        const items = (isObject(output) ? output["items"] : []) as JsonObject[];
        const all = inputs.flat();
        const keys = all.flatMap(({ phone }) => (phone === null ? [] : [textOf(phone ?? null)]));
        const kept = items.flatMap(({ phone }) => (phone === null ? [] : [textOf(phone ?? null)]));
        expect(kept).toEqual([...new Set(keys)]);
        expect(items.filter(({ phone }) => phone === null)).toEqual(all.filter(({ phone }) => phone === null));
        for (const key of kept) {
          const last = all.filter(({ phone }) => phone !== null && textOf(phone ?? null) === key).at(-1);
          expect(items.find(({ phone }) => phone !== null && textOf(phone ?? null) === key)).toEqual(last);
        }
      }),
    );
  });
});
