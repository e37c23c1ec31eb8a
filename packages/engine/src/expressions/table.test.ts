import { describe, expect, test } from "vitest";
import type { ExpressionScope } from "./scope.js";
import { functionTable } from "./table.js";
import { evaluateTemplate, parseTemplate } from "./template.js";

const scope: ExpressionScope = {
  values: { trigger: { body: {} }, now: "2026-11-21T07:00:00.000Z" },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

describe("the function table", () => {
  test.each(functionTable.map((entry) => [entry.name, entry] as const))("the example of %s is true", (_name, entry) => {
    const parsed = parseTemplate(entry.example);
    const given = parsed.ok ? evaluateTemplate(parsed.template, scope) : parsed;
    expect(given).toEqual({ kind: "value", value: entry.exampleResult });
  });

  test("says everything in three languages and every name once", () => {
    for (const { name, about } of functionTable) {
      for (const said of [about.en, about.uk, about.ru])
        expect([name, said]).toEqual([name, expect.stringMatching(/\.$/)]);
      expect([name, new Set(Object.values(about)).size]).toEqual([name, 3]);
    }
    expect(new Set(functionTable.map(({ name }) => name)).size).toBe(functionTable.length);
  });
});
