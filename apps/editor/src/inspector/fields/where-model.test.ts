import { describe, expect, test } from "vitest";
import { whereSchema, type Condition, type Where } from "@leeway/engine";
import {
  addCondition,
  addGroup,
  emptyCondition,
  emptyWhere,
  kindOf,
  opsFor,
  readWhere,
  removeEntry,
  setCondition,
  setJoint,
  withOp,
} from "./where-model.js";

const one: Condition = { value: "{{ trigger.a }}", op: "equals", to: "1" };
const two: Condition = { value: "{{ trigger.b }}", op: "isEmpty" };

describe("a condition being built", () => {
  test("starts with one empty comparison, also where the document holds nonsense", () => {
    expect(readWhere(undefined)).toEqual({ all: [emptyCondition] });
    expect(readWhere({ maybe: [] })).toBe(emptyWhere);
    expect(readWhere({ any: [{ value: 1, op: "equals", to: 2 }] })).toEqual({
      any: [{ value: 1, op: "equals", to: 2 }],
    });
  });

  test("grows by comparisons and by groups that speak the other word", () => {
    const grown = addCondition(addGroup({ all: [one] }, []), [1]);
    expect(grown).toEqual({ all: [one, { any: [emptyCondition, emptyCondition] }] });
    expect(whereSchema.safeParse(grown).success).toBe(true);
  });

  test("changes one entry deep inside and leaves the others alone", () => {
    const where: Where = { all: [one, { any: [two, { all: [one] }] }] };
    const next = setCondition(where, [1, 1, 0], two);
    expect(next).toEqual({ all: [one, { any: [two, { all: [two] }] }] });
    expect(where).toEqual({ all: [one, { any: [two, { all: [one] }] }] });
  });

  test("turns and into or, in the group that is meant", () => {
    expect(setJoint({ all: [one, { any: [two] }] }, [1], "all")).toEqual({ all: [one, { all: [two] }] });
    expect(setJoint({ all: [one] }, [], "any")).toEqual({ any: [one] });
  });

  test("loses a group with its last entry, and never the outermost one", () => {
    expect(removeEntry({ all: [one, { any: [{ all: [two] }] }] }, [1, 0, 0])).toEqual({ all: [one] });
    expect(removeEntry({ any: [one] }, [0])).toEqual({ any: [] });
  });

  test("drops what it is compared with where the operator needs nothing", () => {
    expect(withOp(one, "isTrue")).toEqual({ value: one.value, op: "isTrue" });
    expect(withOp(two, "greater")).toEqual({ value: two.value, op: "greater", to: "" });
  });
});

describe("operators", () => {
  test.each([
    ["+380501112233", "text"],
    ["5e3c3533f04b1f000c27b534", "text"],
    ["1250.50", "number"],
    [7, "number"],
    ["2026-01-15T09:30:00.000Z", "date"],
    ["31.12.2025", "date"],
    [false, "boolean"],
    [[], "list"],
    [{}, "object"],
    [null, "unknown"],
  ] as const)("%j is a %s", (value, kind) => {
    expect(kindOf(value as never)).toBe(kind);
  });

  test("fit the kind of the value", () => {
    expect(opsFor("number")).toContain("greater");
    expect(opsFor("text")).not.toContain("greater");
    expect(opsFor("boolean")[0]).toBe("isTrue");
  });
});
