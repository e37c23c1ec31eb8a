import { describe, expect, test } from "vitest";
import type { Effect, NodeDefinition } from "../definition.js";
import type { FailureCause } from "./outcome.js";
import { afterFailure, effectOf } from "./retry.js";

const after = (effect: Effect, cause: FailureCause, more = {}) =>
  afterFailure({ effect, cause, attempt: 1, maxAttempts: 3, backoffSeconds: 2, random: 0.5, ...more });
const status = (code: number): FailureCause => ({ kind: "status", status: code });

describe("after a failed attempt", () => {
  const table: [string, FailureCause, string, string][] = [
    // cause, read and idempotent, create
    ["429", status(429), "retry", "retry"],
    ["503", status(503), "retry", "retry"],
    ["nothing sent", { kind: "notSent" }, "retry", "retry"],
    ["500", status(500), "retry", "unknown"],
    ["502", status(502), "retry", "unknown"],
    ["504", status(504), "retry", "unknown"],
    ["cut off", { kind: "cutOff" }, "retry", "unknown"],
    ["400", status(400), "fail", "fail"],
    ["404", status(404), "fail", "fail"],
    ["a senseless answer", { kind: "final" }, "fail", "fail"],
  ];
  test.each(table)("%s: a read does %2$s, a create %3$s", (_name, cause, read, create) => {
    expect([after("read", cause).kind, after("idempotent", cause).kind, after("create", cause).kind]).toEqual([
      read,
      read,
      create,
    ]);
  });

  test("the last attempt's failure is final, but doubt about a create stays doubt", () => {
    expect(after("read", status(503), { attempt: 3 }).kind).toBe("fail");
    expect(after("create", { kind: "notSent" }, { attempt: 3 }).kind).toBe("fail");
    expect(after("create", { kind: "cutOff" }, { attempt: 3 }).kind).toBe("unknown");
  });

  test("pauses double from two seconds, vary by a fifth and never pass five minutes", () => {
    const pause = (attempt: number, random: number, cause: FailureCause = status(503)) =>
      after("read", cause, { attempt, random, maxAttempts: 99 });
    expect(pause(1, 0.5)).toEqual({ kind: "retry", delayMs: 2000 });
    expect(pause(2, 0.5)).toEqual({ kind: "retry", delayMs: 4000 });
    expect(pause(1, 0)).toEqual({ kind: "retry", delayMs: 1600 });
    expect(pause(30, 0.999)).toEqual({ kind: "retry", delayMs: 300_000 });
    expect(pause(1, 0.5, { kind: "status", status: 429, retryAfterMs: 30_000 })).toEqual({
      kind: "retry",
      delayMs: 30_000,
    });
  });
});

test("what may be repeated is no longer a create, and what only reads stays that", () => {
  const map = { GET: "read", PUT: "idempotent" } as const;
  const effectFrom = { param: "method", map, unless: { param: "repeatable", effect: "idempotent" } };
  const definition = { effect: "create", effectFrom } as unknown as NodeDefinition;
  const effects = ["GET", "PUT", "POST"].map((method) => effectOf(definition, { method, repeatable: true }));
  expect(effects).toEqual(["read", "idempotent", "idempotent"]);
});

test("the effect by the value of a param is the definition's where the value is none of those it names", () => {
  const effectFrom = { param: "method", map: { GET: "read" } as Record<string, Effect> };
  const definition = { effect: "create", effectFrom } as NodeDefinition;
  const effects = ["GET", "PURGE", "constructor", "toString", "__proto__"].map((method) =>
    effectOf(definition, { method }),
  );
  expect(effects).toEqual(["read", "create", "create", "create", "create"]);
});
