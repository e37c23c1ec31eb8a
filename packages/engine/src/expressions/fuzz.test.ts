import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { holds, patience, replaying } from "../testing/histories.js";
import { complete } from "./complete.js";
import { referencesOf } from "./references.js";
import type { ExpressionScope } from "./scope.js";
import { functionTable } from "./table.js";
import { evaluateTemplate, parseTemplate } from "./template.js";
import { tokenize } from "./tokens.js";

const scope: ExpressionScope = {
  values: {
    trigger: { body: { name: "Ada", total: "1 250,50", items: [{ title: "Tea", price: 2 }, null, "x"], none: null } },
    steps: { find: { data: [] }, "a b": { error: { code: "x" } } },
    vars: { limit: 3, day: "2026-11-21T09:00:00+02:00" },
    now: "2026-11-21T07:00:00.000Z",
  },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

const signs = "{{ }} { } ( ) [ ] . ?. ? : ?? || && | , => == != < <= > >= + - * / % ! ' \" \\ # \n".split(" ");
const values = ["trigger", "body", "steps", "vars.day", "items", "x", "true", "null", "12", "1e9", "'a'", '"b"', "now"];
const names = [...functionTable.map(({ name }) => name), "constructor", "__proto__", "toString"];
const pieces = fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...values), fc.constantFrom(...names), fc.string());
const soup = fc.array(pieces, { maxLength: 30 }).map((found) => found.join(" "));

/** Expressions as the grammar makes them, so that many of them reach the interpreter. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc.constantFrom(...values, "trigger.body.items", "trigger.body.total", "vars.limit"),
      fc
        .tuple(inner, fc.constantFrom("+", "-", "*", "/", "%", "==", "<", "&&", "||", "??"), inner)
        .map((all) => all.join(" ")),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.tuple(inner, fc.constantFrom(...functionTable), fc.array(inner, { maxLength: 3 })).map(([of, entry, args]) => {
        const given = args.map((arg, index) => (entry.args[index + 1]?.lambda ? `x => ${arg}` : arg));
        return `${of} | ${entry.name}(${given.join(", ")})`;
      }),
      fc.array(inner, { maxLength: 3 }).map((all) => `[${all.join(", ")}]`),
      inner.map((one) => `{ a: ${one}, "b c": 1 }`),
      fc.tuple(inner, inner).map(([of, key]) => `(${of})?.[${key}]`),
    ),
  };
});
const anyText = fc.oneof(
  fc.string(),
  soup,
  soup.map((text) => `{{ ${text} }}`),
  fc.tuple(fc.string(), expression).map(([before, inside]) => `${before}{{ ${inside} }}`),
);
const runs = { short: 5_000, long: 100_000, seed: 20261121 };

describe("any text at all", () => {
  test(
    "is evaluated to a value or a fault with a place in the text, and never throws",
    async () => {
      let evaluated = 0;
      await holds(
        fc.property(anyText, (text) => {
          const parsed = parseTemplate(text);
          const found = parsed.ok
            ? evaluateTemplate(parsed.template, scope)
            : { kind: "fault" as const, fault: parsed.fault };
          if (found.kind === "value") {
            evaluated++;
            expect(JSON.parse(JSON.stringify(found.value))).toEqual(found.value);
            return;
          }
          expect(found.fault.code).toMatch(/^expression\./);
          expect(found.fault.position).toBeGreaterThanOrEqual(0);
          expect(found.fault.position).toBeLessThanOrEqual(text.length);
        }),
        runs,
      );
      expect(evaluated).toBeGreaterThan(replaying ? -1 : 100);
    },
    patience(runs),
  );

  test(
    "has tokens without gaps",
    async () => {
      await holds(
        fc.property(anyText, (text) => {
          const tokens = tokenize(text);
          expect(tokens.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
          expect(tokens.every(({ from, to }, index) => from < to && from === (tokens[index - 1]?.to ?? 0))).toBe(true);
        }),
        runs,
      );
    },
    patience(runs),
  );

  test(
    "has tokens that agree with the parser: no error in what can be parsed, and a name where a reference begins",
    async () => {
      await holds(
        fc.property(anyText, (text) => {
          const parsed = parseTemplate(text);
          if (!parsed.ok) return;
          const tokens = tokenize(text);
          expect(tokens.filter(({ kind }) => kind === "error")).toEqual([]);
          for (const { position, root } of referencesOf(parsed.template)) {
            const token = tokens.find(({ from }) => from === position);
            expect(token).toEqual({ kind: "name", from: position, to: position + root.length });
          }
        }),
        runs,
      );
    },
    patience(runs),
  );

  test(
    "can be completed anywhere, in place of what is typed around the cursor",
    async () => {
      await holds(
        fc.property(anyText, fc.nat(), (text, place) => {
          const position = place % (text.length + 2);
          const { from, to, items } = complete(text, position, scope);
          expect(from <= position && position <= to).toBe(true);
          if (items.length > 0) expect(from >= 0 && to <= text.length).toBe(true);
        }),
        runs,
      );
    },
    patience(runs),
  );
});
