import { describe, expect, test } from "vitest";
import type { JsonObject, NodeRunner } from "@leeway/engine";
import { toolsFor } from "../testing/listen.js";
import { catalogue } from "../index.js";
import { ifRunner } from "./if.run.js";
import { respondRunner } from "./respond.run.js";
import { setRunner } from "./set.run.js";
import { stopRunner } from "./stop.run.js";
import { switchRunner } from "./switch.run.js";

const run = (runner: NodeRunner, params: JsonObject) => {
  const definition = catalogue.get(runner.type);
  if (!definition) throw new Error(runner.type);
  return runner.run(params, toolsFor(), definition);
};
const is = (value: number, to: number) => ({ all: [{ value, op: "equals", to }] });

describe("logic", () => {
  test("if takes one of its two ports", () => {
    expect(run(ifRunner, { where: is(1, 1) })).toEqual({ kind: "done", output: { result: true }, port: "true" });
    expect(run(ifRunner, { where: is(1, 2) })).toEqual({ kind: "done", output: { result: false }, port: "false" });
  });

  test("switch takes the first case that fits, else default", () => {
    const cases = (a: number, b: number) => ({
      cases: [
        { id: "a", where: is(1, a) },
        { id: "b", where: is(1, b) },
      ],
    });
    expect(run(switchRunner, cases(1, 1))).toEqual({ kind: "done", output: { case: "a" }, port: "a" });
    expect(run(switchRunner, cases(2, 1))).toEqual({ kind: "done", output: { case: "b" }, port: "b" });
    expect(run(switchRunner, cases(2, 2))).toEqual({ kind: "done", output: { case: "default" }, port: "default" });
  });

  test("set puts its fields on top of the base and touches no prototype", () => {
    const fields = [
      { name: "b", value: 3 },
      { name: "__proto__", value: { bad: 1 } },
    ];
    const outcome = run(setRunner, { base: { a: 1, b: 2 }, fields });
    expect(JSON.stringify(outcome)).toBe('{"kind":"done","output":{"a":1,"b":3,"__proto__":{"bad":1}}}');
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  test("set refuses a base that has no fields", () => {
    expect(run(setRunner, { base: "text", fields: [] })).toMatchObject({ kind: "failed", error: { param: "base" } });
  });

  test("stop ends the run, as failed with its reason", () => {
    expect(run(stopRunner, {})).toEqual({ kind: "done", output: { status: "succeeded" }, ends: "succeeded" });
    expect(run(stopRunner, { status: "failed", message: "Немає на складі" })).toMatchObject({
      ends: "failed",
      error: { code: "run.stopped", values: { message: "Немає на складі" } },
    });
  });

  test("respond says 200 with nothing unless told otherwise, and refuses what is no status", () => {
    expect(run(respondRunner, {})).toEqual({ kind: "done", output: { status: 200, headers: {}, body: null } });
    expect(run(respondRunner, { status: 99 })).toMatchObject({ kind: "failed", error: { code: "param.format" } });
  });
});
