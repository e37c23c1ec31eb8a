import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { evaluateWhere } from "./evaluate.js";
import { whereSchema, type WhereOp } from "./where.js";

const holds = (value: Json, op: WhereOp, to: Json = null) => evaluateWhere({ all: [{ value, op, to }] }, "Europe/Kyiv");

describe("a condition", () => {
  test.each<[Json, WhereOp, Json, boolean]>([
    ["5", "equals", 5, true],
    ["5.0", "equals", 5, true],
    ["1 250,50", "equals", 1250.5, true],
    ["1\u00a0250,50", "greater", "1250.4", true],
    ["1,250.50", "lessOrEqual", "1 250,50", true],
    ["−5", "less", 0, true],
    ["0x10", "equals", 16, false],
    ["0x10", "greater", 1, false],
    ["1,250", "greater", 1, false],
    ["Infinity", "greater", 5, false],
    ["", "equals", 0, false],
    ["true", "equals", true, true],
    [null, "equals", "", true],
    ["Олена", "equals", "олена", false],
    [{ a: 1 }, "equals", { a: "1" }, true],
    [[1, 2], "equals", [1, 3], false],
    ["5", "notEquals", 5, false],
    ["Нове замовлення", "contains", "замовлення", true],
    [["VIP", "Kyiv"], "contains", "VIP", true],
    [["VIP"], "contains", "V", false],
    [{ city: "Київ" }, "contains", "city", true],
    [["VIP"], "notContains", "VIP", false],
    ["+380501112233", "startsWith", "+380", true],
    ["a@b.ua", "endsWith", ".ua", true],
    ["20", "greater", 5, true],
    ["20", "greater", "100", false],
    ["many", "greater", 5, false],
    [5, "greaterOrEqual", "5", true],
    [null, "less", 5, false],
    [5, "lessOrEqual", 4, false],
    ["2026-01-01", "before", "2026-01-02T00:00:00Z", true],
    ["2026-01-01T00:00:00Z", "after", "2026-01-01T01:00:00", true],
    ["31.12.2025", "before", "2026-01-01", true],
    ["soon", "before", "2026-01-01", false],
    ["VIP", "in", "new, VIP", true],
    [5, "in", ["4", "5"], true],
    [5, "in", [], false],
    [null, "isEmpty", null, true],
    ["  ", "isEmpty", null, true],
    [[], "isEmpty", null, true],
    [0, "isEmpty", null, false],
    [{}, "isNotEmpty", null, false],
    ["1", "isTrue", null, true],
    ["yes, please", "isTrue", null, false],
    [0, "isFalse", null, true],
    [null, "isFalse", null, false],
  ])("%j %s %j is %s", (value, op, to, expected) => {
    expect(holds(value, op, to)).toBe(expected);
  });

  test("groups nest: all wants each, any wants one", () => {
    const yes = { value: 1, op: "equals", to: 1 } as const;
    const no = { value: 1, op: "equals", to: 2 } as const;
    expect(evaluateWhere({ all: [yes, { any: [no, yes] }] }, "UTC")).toBe(true);
    expect(evaluateWhere({ any: [no, { all: [yes, no] }] }, "UTC")).toBe(false);
  });

  test.each([
    ["an unknown operator", { all: [{ value: 1, op: "like" }] }],
    ["both words at once", { all: [], any: [] }],
    ["no group", { value: 1, op: "equals", to: 1 }],
  ])("is refused with %s", (_what, where) => {
    expect(whereSchema.safeParse(where).success).toBe(false);
  });
});
