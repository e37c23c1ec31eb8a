import { describe, expect, test } from "vitest";
import { findProblems, workflowDocumentSchema, type JsonObject } from "@leeway/engine";
import { catalogue } from "../index.js";

const now = Date.parse("2026-01-15T09:30:00Z");
const known = { credentials: new Map(), vars: new Set<string>(), fields: new Set<string>(), now, runDays: 30 };

const documentOf = (type: string, params: JsonObject, more: object = {}) => {
  const position = { x: 0, y: 0 };
  const inside = type === "logic.each" ? [{ id: "in1", type: "logic.set", position, parent: "step" }] : [];
  return workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "W",
    nodes: [
      { id: "in", type: "trigger.manual", position, params: {} },
      { id: "step", type, position, params, ...more },
      ...inside.map((one) => ({ ...one, params: { fields: [{ name: "x", value: 1 }] } })),
    ],
    edges: [
      { id: "e", source: "in", sourceHandle: "main", target: "step" },
      ...inside.map(({ id }) => ({ id, source: "step", sourceHandle: "item", target: id })),
    ],
    settings: { timezone: "Europe/Kyiv" },
  });
};
const problemsOf = (type: string, params: JsonObject, more: object = {}, here: object = {}) =>
  findProblems(documentOf(type, params, more), catalogue, { ...known, ...here }).map(
    ({ severity, code, param, values }) => ({ severity, code, param, values }),
  );
const error = (code: string, param: string, values: object = {}) => [
  { severity: "error", code, param, values: expect.objectContaining(values) },
];

/** What is wrong, and the same as a template would make it, of which nothing is known before it runs. */
describe("what would fail in every run is refused before it goes live", () => {
  const wait = (params: JsonObject, here?: object) => problemsOf("logic.wait", params, {}, here);

  test.each<[JsonObject, string]>([
    [{ mode: "duration", amount: 31, unit: "days" }, "amount"],
    [{ mode: "duration", amount: "5", unit: "weeks" }, "amount"],
    [{ mode: "duration", amount: 1e308, unit: "weeks" }, "amount"],
    [{ mode: "callback", timeout: 721, timeoutUnit: "hours" }, "timeout"],
    [{ mode: "approval", timeout: 31, timeoutUnit: "days" }, "timeout"],
    [{ mode: "until", until: "2026-02-15 10:00" }, "until"],
    [{ mode: "until", until: "2126-01-01" }, "until"],
  ])("a wait that no run lasts: %j", (params, param) => {
    expect(wait(params)).toEqual(error("wait.tooLong", param, { days: 30 }));
    expect(wait(params, { runDays: 1e306 })).toEqual([]);
    expect(wait({ ...params, [param]: "{{ trigger.x }}" })).toEqual([]);
  });

  test.each<JsonObject>([
    { mode: "duration", amount: 30, unit: "days" },
    { mode: "duration" },
    { mode: "callback" },
    { mode: "until", until: "2026-02-14 10:00" },
    // Hidden by the mode that is chosen now.
    { mode: "callback", amount: 31, unit: "weeks", from: "9", to: "9" },
  ])("and none that a run may last: %j", (params) => {
    expect(wait(params)).toEqual([]);
  });

  test("a moment that has passed is no failure: it is said before it goes live", () => {
    const past = { mode: "until", until: "2026-01-15 11:30" };
    expect(wait(past)).toEqual([{ severity: "warning", code: "wait.past", param: "until", values: {} }]);
    // In Kyiv it is half past eleven.
    expect(wait({ ...past, until: "2026-01-15 11:31" })).toEqual([]);
    expect(wait({ ...past, until: "{{ trigger.x }}" })).toEqual([]);
  });

  test.each([
    ["09:00", "9"],
    ["9", "9:00"],
    ["24:00", "00:00"],
  ])("sending hours from %s to %s", (from, to) => {
    expect(wait({ mode: "hours", from, to })).toEqual(error("wait.noHours", "to", { from, to }));
    expect(wait({ mode: "hours", from: "{{ trigger.x }}", to })).toEqual([]);
    expect(wait({ mode: "hours", from, to: "{{ trigger.x }}" })).toEqual([]);
  });

  test("but not those of the whole day, over midnight or of one day", () => {
    for (const [from, to] of [
      ["0", "24:00"],
      ["20", "9"],
      ["24:00", "9"],
    ] as const)
      expect(wait({ mode: "hours", from, to, weekdays: [6] })).toEqual([]);
  });

  test.each<JsonObject>([
    { key: "x", unit: "days", window: 0 },
    { key: "x", window: -1 },
    { key: "x", unit: "weeks", window: "0" },
  ])("once in no time: %j", (params) => {
    expect(problemsOf("logic.once", params)).toEqual(
      error("once.noWindow", "window", { value: Number(params.window) }),
    );
    expect(problemsOf("logic.once", { ...params, window: 0.5 })).toEqual([]);
    expect(problemsOf("logic.once", { ...params, window: "{{ trigger.x }}" })).toEqual([]);
    expect(problemsOf("logic.once", { ...params, unit: "ever" })).toEqual([]);
  });

  test("a loop over what is no list", () => {
    for (const items of ["steps.find.data", { a: "{{ trigger.x }}" }, 5])
      expect(problemsOf("logic.each", { items })).toEqual(error("param.type", "items", { expected: "list" }));
    for (const items of [[], [1, 2], "{{ trigger.x }}"]) expect(problemsOf("logic.each", { items })).toEqual([]);
  });

  test("a merge of what is no object, each with its place", () => {
    const merge = (params: JsonObject) => problemsOf("logic.merge", params);
    const inputs = ["{{ trigger.a }}", "steps.b.data", [{ a: 1 }]];
    expect(merge({ mode: "combine", inputs })).toEqual([
      ...error("merge.notObject", "inputs[1]", { found: "string", number: 2 }),
      ...error("merge.notObject", "inputs[2]", { found: "list", number: 3 }),
    ]);
    expect(merge({ mode: "byKey", key: "phone", inputs })).toEqual(
      error("merge.notObject", "inputs[1]", { found: "string", number: 2 }),
    );
    expect(merge({ mode: "byKey", key: "phone", inputs: [[{ a: 1 }, 5]] })).toEqual(
      error("merge.notObject", "inputs[0]", { found: "number", number: 1 }),
    );
    expect(merge({ mode: "append", inputs })).toEqual([]);
    expect(merge({ mode: "combine", inputs: ["{{ trigger.a }}", { b: "{{ trigger.b }}" }, null, ""] })).toEqual([]);
    expect(merge({ mode: "{{ trigger.a }}", inputs })).toEqual([]);
  });

  test("what a called workflow is given is told where it is of another type than it asks for", () => {
    const inputs = ["phone", "list", "number", "text"].map((type) => ({ name: type, type, required: false }));
    const called = { name: "Called", published: true, callable: true, inputs };
    const here = { workflows: new Map([["w", called]]) };
    const given = (input: JsonObject) => problemsOf("logic.workflow", { workflowId: "w", input }, {}, here);
    expect(given({ phone: "soon", list: "one", number: "5", text: "a" })).toEqual(
      ["phone", "list"].map((input) => ({
        severity: "warning",
        code: "workflow.input",
        param: "input",
        values: { name: "Called", input, expected: input, found: "string" },
      })),
    );
    expect(given({ phone: "{{ trigger.x }}", list: ["{{ trigger.x }}"], number: "", other: "soon" })).toEqual([]);
  });

  test("a step that is switched off keeps nothing from going live", () => {
    const [problem] = problemsOf("logic.once", { key: "x", window: 0 }, { disabled: true });
    expect(problem).toMatchObject({ severity: "warning", code: "once.noWindow" });
  });
});
