import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { Json } from "../json.js";
import { bytesOf, fromBase64, textOfBytes, toBase64, toHex } from "./functions/bytes.js";
import { algorithms, digest, keyedDigest } from "./functions/digest.js";
import { numberInText } from "./numbers.js";
import type { ExpressionScope } from "./scope.js";
import { evaluateTemplate, parseTemplate, type Evaluated } from "./template.js";

const scope: ExpressionScope = {
  values: { trigger: { body: { none: null, list: [3, null, "1", 2], text: "a,b" } }, now: "2026-11-21T07:00:00.000Z" },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

function evaluate(expression: string): Evaluated {
  const parsed = parseTemplate(`{{ ${expression} }}`);
  return parsed.ok ? evaluateTemplate(parsed.template, scope) : { kind: "fault", fault: parsed.fault };
}

const gives = (cases: [string, Json][]) =>
  test.each(cases)("%s", (expression, value) => {
    expect(evaluate(expression)).toEqual({ kind: "value", value });
  });

const fails = (cases: [string, string, object][]) =>
  test.each(cases)("%s is refused", (expression, code, values) => {
    expect(evaluate(expression)).toMatchObject({ kind: "fault", fault: { code, values } });
  });

describe("numbers in texts", () => {
  test.each<[string, number | undefined]>([
    ["1250.5", 1250.5],
    ["1 250,50", 1250.5],
    ["1\u00a0250\u202f000,50", 1250000.5],
    ["1,250.50", 1250.5],
    ["1.250,50", 1250.5],
    ["1,250,000", 1250000],
    ["1.250.000", 1250000],
    ["0,5", 0.5],
    ["0,125", 0.125],
    ["-12,5", -12.5],
    ["−3", -3],
    ["+7", 7],
    ["12'500", 12500],
    ["1e3", 1000],
    [".5", 0.5],
    ["1,250", undefined],
    ["1,25,0", undefined],
    ["1.2.3", undefined],
    ["1 грн", undefined],
    ["", undefined],
    [",", undefined],
    ["1e999", undefined],
    ["0x10", undefined],
  ])("%j is %j", (text, number) => {
    expect(numberInText(text)).toBe(number);
  });
  test("are clear when the sign before decimals is named", () => {
    expect([numberInText("1,250", ","), numberInText("1,250", "."), numberInText("1.250", ",")]).toEqual([
      1.25, 1250, 1250,
    ]);
  });
  test("of any number come back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(numberInText(String(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});

describe("number functions", () => {
  gives([
    ['"1 250,50" | number | formatNumber(2)', "1 250,50"],
    ["'1,250' | number(',')", 1.25],
    ["1.005 | round(2)", 1.01],
    ["-2.5 | round", -3],
    ["-1234.5 | formatNumber(1, '', '.')", "-1234.5"],
    ["[] | sum", 0],
    ["[] | average", null],
    ["[] | max", null],
    ["[1, 2, 5, 11, 21, 22, 112, 0, 1.5] | map(n => n | plural('o', 'f', 'm')) | join('')", "ofmmofmmf"],
    ["1 | plural('day', 'days')", "day"],
  ]);
  fails([
    ["'1,250' | number", "expression.type", { expected: "number", found: "text" }],
    ["null | number", "expression.type", { expected: "number", found: "null" }],
    ["1 | round(99)", "expression.argument", { reason: "range", least: 0, most: 15 }],
  ]);
});

describe("text functions", () => {
  gives([
    ["'ґедзь' | capitalize", "Ґедзь"],
    ["null | upper", ""],
    ["'👍👍' | truncate(2, '')", "👍"],
    ["'👍a' | split('')", ["👍", "a"]],
    ["'a.b' | replace('.', '$&')", "a$&b"],
    ["'0501112233' | phone", "0501112233"],
    ["'00 380 50' | phone", "+38050"],
    ["['VIP', 2] | contains(2)", true],
    ["['VIP'] | contains('V')", false],
    ["'nothing' | textAfter('@')", "nothing"],
    ["[1, 2, 3] | slice(-2)", [2, 3]],
  ]);
  fails([
    ["'a' | replace('', 'b')", "expression.argument", { reason: "empty", argument: 2 }],
    ["'a' | repeat(1.5)", "expression.argument", { reason: "range", expected: "0,\u00a01,\u00a02…" }],
    ["range(5, 1)", "expression.argument", { reason: "range", expected: "4,\u00a05,\u00a06…" }],
    ["range(1.5, 3)", "expression.argument", { reason: "range", expected: "integer" }],
  ]);
});

describe("list functions", () => {
  gives([
    ["trigger.body.list | sort", ["1", 2, 3, null]],
    ["['я', 'ґ', 'г', 'і', 'а10', 'а9'] | sort", ["а9", "а10", "г", "ґ", "і", "я"]],
    ["[2, 1, 2, '2'] | unique", [2, 1, "2"]],
    ["[{ a: 1, b: 1 }, { a: 1, b: 2 }] | unique(x => x.a)", [{ a: 1, b: 1 }]],
    ["[1] | find(x => x > 5)", null],
    ["[] | every(x => false)", true],
    ["[0, '', ' ', [], {}, null, false] | compact", [0, false]],
    ["[[1], 2, [[3]]] | flat", [1, 2, [3]]],
    ["range(3, 2)", []],
    ["trigger.body.nope | default([]) | count", 0],
    ["['a', 'b'] | map((x, i) => x + i)", ["a0", "b1"]],
    ["[1, 2] | map(x => [3] | map(y => x * y)) | flat", [3, 6]],
  ]);
  fails([
    ["'a,b' | map(x => x)", "expression.type", { expected: "list", found: "text" }],
    ["[1] | chunk(0)", "expression.argument", { reason: "range" }],
  ]);
  test("a path that an entry lacks is missing", () => {
    expect(evaluate("[{ a: 1 }] | map(x => x.b)")).toMatchObject({
      kind: "missing",
      fault: { values: { path: "x.b" } },
    });
  });
});

describe("object and encoding functions", () => {
  gives([
    ["{ a: { b: 1 } } | merge({ a: 2 }, { c: 3 })", { a: 2, c: 3 }],
    ["{ a: 1, b: 2 } | pick(['b'])", { b: 2 }],
    ['fromJson(\'{"__proto__": 1, "a": 2}\')', { a: 2 }],
    ["{ a: [1, null] } | toJson(2)", '{\n  "a": [\n    1,\n    null\n  ]\n}'],
    ["'?a=%D1%97&b&a=2' | fromQuery", { a: ["ї", "2"], b: "" }],
    ["'dXNlcg' | fromBase64", "user"],
  ]);
  fails([
    ["'{' | fromJson", "expression.argument", { reason: "json" }],
    ["'%' | urlDecode", "expression.argument", { reason: "url" }],
    ["'/w==' | fromBase64", "expression.argument", { reason: "base64" }],
    ["'a$' | fromBase64", "expression.argument", { reason: "base64" }],
  ]);
  test("digests are those of the platform, with and without a key", () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.constantFrom(...algorithms), bytes, bytes, (algorithm, message, key) => {
        expect(toHex(digest(algorithm, message))).toBe(createHash(algorithm).update(message).digest("hex"));
        expect(toHex(keyedDigest(algorithm, message, key))).toBe(
          createHmac(algorithm, key).update(message).digest("hex"),
        );
      }),
      { numRuns: 500 },
    );
    expect(evaluate("'a' | hash == hash('a', 'sha256', 'hex')")).toEqual({ kind: "value", value: true });
    expect(evaluate("'ї' | hash('sha1', 'base64')")).toEqual({
      kind: "value",
      value: createHash("sha1").update("ї").digest("base64"),
    });
  });
  test("Base64 brings every text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = bytesOf(text);
        expect(textOfBytes(bytes)).toBe(text);
        expect(toBase64(bytes)).toBe(Buffer.from(text).toString("base64"));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe("date functions", () => {
  gives([
    ["now | formatDate", "21.11.2026 09:00"],
    ["now | formatDate('HH:mm', 'America/New_York')", "02:00"],
    ["now | formatDate('cccc, d MMMM', 'UTC', 'ru')", "суббота, 21 ноября"],
    ["now | formatDate('YYYY-MM-DD HH:mm')", "2026-11-21 09:00"],
    ["now | formatDate('D.M.YY')", "21.11.26"],
    ["now | formatDate('dddd, ddd, D MMMM, h:mm A', 'UTC', 'en')", "Saturday, Sat, 21 November, 7:00 AM"],
    [`now | formatDate("'Day DD' dd")`, "Day DD 21"],
    ["'2026-11-21 09:00' | date('YYYY-MM-DD HH:mm', 'UTC')", "2026-11-21T09:00:00.000Z"],
    ["'2026-11-21T09:00:00+05:00' | date", "2026-11-21T04:00:00.000Z"],
    ["'2026-11-21 09:00' | date", "2026-11-21T07:00:00.000Z"],
    ["'2026-11-21 09:00' | date('yyyy-MM-dd HH:mm', 'UTC')", "2026-11-21T09:00:00.000Z"],
    ["'2026-07-01' | date", "2026-06-30T21:00:00.000Z"],
    ["'21 листопада 2026' | date('d MMMM yyyy', 'UTC', 'uk')", "2026-11-21T00:00:00.000Z"],
    // Clocks go forward on 29 March 2026 at 03:00: a day later is the same hour, 24 hours later is not.
    ["'2026-03-28T12:00' | addTime(1, 'day') | formatDate", "29.03.2026 12:00"],
    ["'2026-03-28T12:00' | addTime(24, 'hours') | formatDate", "29.03.2026 13:00"],
    ["'2026-01-31' | addTime(1, 'months') | formatDate('dd.MM')", "28.02"],
    ["timeBetween('2026-03-01', '2026-01-01', 'months')", -2],
    ["timeBetween(now, now, 'days')", 0],
    ["now | startOf('week') | formatDate", "16.11.2026 00:00"],
    ["'2026-11-22' | datePart('weekday')", 7],
    ["1795246200000 | fromTimestamp('milliseconds')", "2026-11-21T07:30:00.000Z"],
    ["now | timestamp('milliseconds')", 1795244400000],
  ]);
  fails([
    ["'soon' | formatDate", "expression.argument", { reason: "date", expected: "date", value: "soon" }],
    ["now | formatDate('HH', 'Kyiv')", "expression.argument", { reason: "zone", argument: 3 }],
    ["now | addTime(1, 'fortnights')", "expression.argument", { reason: "choice", argument: 3 }],
    ["now | addTime(1, 'days') | addTime(9e8, 'years')", "expression.argument", { reason: "date" }],
    ["1e300 | fromTimestamp", "expression.argument", { reason: "date" }],
    ["'09:30' | date('HH:mm')", "expression.argument", { reason: "format", argument: 2 }],
    ["'x' | date('DD.MM.YYYY')", "expression.argument", { reason: "date", expected: "DD.MM.YYYY" }],
    ["'1' | date('yMyMyMyMyM')", "expression.argument", { reason: "format" }],
    ["'x' | date('dd.MM.yyyy')", "expression.argument", { reason: "date", expected: "dd.MM.yyyy" }],
    ["now | formatDate('d', 'UTC', 'de')", "expression.argument", { reason: "choice", expected: "en, uk, ru" }],
  ]);
});
