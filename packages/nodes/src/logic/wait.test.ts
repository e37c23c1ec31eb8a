import { describe, expect, test } from "vitest";
import { findProblems, portsOf, workflowDocumentSchema, type JsonObject } from "@leeway/engine";
import { catalogue } from "../index.js";
import { toolsFor } from "../testing/listen.js";
import { waitRunner } from "./wait.run.js";

const definition = catalogue.get("logic.wait");
if (!definition) throw new Error("no wait");
const { now, timezone } = toolsFor();
const wait = (params: JsonObject) => waitRunner.run(params, toolsFor(), definition);
const problemsOf = (params: JsonObject) => {
  const nodes = [
    { id: "in", type: "trigger.manual", name: "in", position: { x: 0, y: 0 }, params: {} },
    { id: "wait", type: "logic.wait", name: "wait", position: { x: 0, y: 0 }, params },
  ];
  const edges = [{ id: "e", source: "in", sourceHandle: "main", target: "wait" }];
  const document = workflowDocumentSchema.parse({ schemaVersion: 1, name: "W", nodes, edges });
  return findProblems(document, catalogue);
};
const HOUR = 3_600_000;

describe("wait", () => {
  test("lasts as long as it is told", () => {
    expect(wait({ mode: "duration", amount: 2, unit: "hours" })).toEqual({
      kind: "wait",
      for: "time",
      until: now + 2 * HOUR,
    });
    expect(wait({ mode: "duration", amount: 0, unit: "days" })).toMatchObject({ kind: "done" });
  });

  test("goes on at once where the time has passed", () => {
    expect(wait({ mode: "until", until: "2020-01-01T00:00:00Z" })).toEqual({
      kind: "done",
      output: { until: "2020-01-01T00:00:00.000Z" },
    });
    expect(wait({ mode: "until", until: -1e300 })).toMatchObject({ kind: "done" });
  });

  test("waits for a time of the workflow's zone", () => {
    expect(timezone).toBe("Europe/Kyiv");
    expect(wait({ mode: "until", until: "2026-01-16 10:00" })).toMatchObject({
      until: Date.parse("2026-01-16T08:00:00Z"),
    });
  });

  test.each<[string, JsonObject]>([
    ["a hundred years", { mode: "duration", amount: 5_200, unit: "weeks" }],
    ["for longer than there are numbers", { mode: "duration", amount: 1e308, unit: "weeks" }],
    ["until a day in a hundred years", { mode: "until", until: "2126-01-01" }],
    ["for a call, a hundred days", { mode: "callback", timeout: 100, timeoutUnit: "days" }],
  ])("is refused %s", (_what, params) => {
    expect(wait(params)).toMatchObject({ kind: "failed", error: { code: "wait.tooLong", values: { days: 30 } } });
  });

  test("takes a unit that every object inherits for one that there is not", () => {
    const inUnit = (unit: string) => wait({ mode: "duration", amount: 2, unit });
    expect(inUnit("constructor")).toEqual(inUnit("fortnights"));
  });

  test("may last as long as a run of this installation", () => {
    const days = (amount: number, runDays: number) =>
      waitRunner.run({ mode: "duration", amount, unit: "days" }, { ...toolsFor(), runDays }, definition);
    expect(days(60, 365)).toMatchObject({ kind: "wait" });
    expect(days(3, 2)).toMatchObject({ kind: "failed", error: { values: { days: 2 } } });
  });

  test("waits for the sending hours of a zone, and asks again when they should have begun", () => {
    // 11:30 in Kyiv, 04:30 in New York.
    expect(wait({ mode: "hours", from: "9", to: "20:00" })).toMatchObject({ kind: "done" });
    expect(wait({ mode: "hours", from: "09:00", to: "20:00", timezone: "America/New_York" })).toEqual({
      kind: "wait",
      for: "time",
      until: now + 4.5 * HOUR,
      asksAgain: true,
    });
    expect(wait({ mode: "hours", from: "20:00", to: "9:00" })).toMatchObject({ until: now + 8.5 * HOUR });
  });

  test("says that hours are none", () => {
    expect(wait({ mode: "hours", from: "09:00", to: "9" })).toMatchObject({
      kind: "failed",
      error: { code: "wait.noHours", values: { from: "09:00", to: "9" } },
    });
  });

  test.each<[string, JsonObject, string, string]>([
    ["no time of day", { from: "25:00" }, "from", "timeOfDay"],
    ["words", { to: "evening" }, "to", "timeOfDay"],
    ["no zone", { timezone: "Kyiv" }, "timezone", "timezone"],
  ])("is refused before it goes live where its hours are %s", (_what, given, param, expected) => {
    const params: JsonObject = { mode: "hours", from: "9", to: "24:00", timezone: "Europe/Kyiv" };
    expect(problemsOf(params)).toEqual([]);
    const problem = { severity: "error", code: "param.format", nodeId: "wait", param, values: { expected } };
    expect(problemsOf({ ...params, ...given })).toMatchObject([problem]);
  });

  test("waits for a word, for ever or until it is too late", () => {
    expect(wait({ mode: "callback" })).toEqual({ kind: "wait", for: "callback", until: null });
    expect(wait({ mode: "approval", timeout: 1, timeoutUnit: "hours" })).toEqual({
      kind: "wait",
      for: "approval",
      until: now + HOUR,
    });
  });

  test("has the ways out that its kind of waiting can take", () => {
    expect(portsOf(definition, {})).toEqual(["main"]);
    expect(portsOf(definition, { mode: "hours" })).toEqual(["main"]);
    expect(portsOf(definition, { mode: "callback" })).toEqual(["main", "timeout"]);
    expect(portsOf(definition, { mode: "approval" })).toEqual(["main", "rejected", "timeout"]);
  });
});
