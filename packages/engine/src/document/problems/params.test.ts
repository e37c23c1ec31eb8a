import { describe, expect, test } from "vitest";
import type { NodeDefinition, ParamDefinition } from "../../definition.js";
import type { Json } from "../../json.js";
import type { WorkflowDocument } from "../document.js";
import { graph, tinyCatalogue } from "../../testing/tiny-world.js";
import { findProblems, type KnownNames } from "../problems.js";

const text = (en: string) => ({ en, uk: en, ru: en });
const param = (name: string, more: Partial<ParamDefinition> = {}): ParamDefinition => ({
  name,
  kind: "text",
  title: text(name),
  ...more,
});
const choice = ["json", "form"].map((value) => ({ value, title: text(value) }));

const params: ParamDefinition[] = [
  param("text"),
  param("number", { kind: "number" }),
  param("format", { kind: "choice", options: choice, default: "json" }),
  param("body", { kind: "json", showIf: { param: "format", in: ["json"] } }),
  param("form", { kind: "keyValues", showIf: { param: "format", in: ["form"] }, required: true }),
  param("person", { kind: "id", idKind: "person" }),
  param("code", { literal: true }),
  param("fields", { kind: "fields" }),
  param("tags", { kind: "list", idKind: "tag" }),
  param("period", { kind: "dateRange" }),
  param("where", { kind: "where" }),
  param("cases", { kind: "cases" }),
];
const put = tinyCatalogue.get("put") as NodeDefinition;
const catalogue = new Map(tinyCatalogue).set("put", { ...put, params }).set("must", {
  ...put,
  type: "must",
  params: [param("name", { required: true }), param("kind", { required: true, default: "a" })],
});

const id = "5e1f119d6c384804b31e945e";
const known: KnownNames = { credentials: new Map(), vars: new Set(["site_tag"]), fields: new Set(["city"]) };

/** The problems of the step `a`; before it come the trigger `in` and `before`, beside it stands `side`. */
function problems(
  given: Record<string, Json>,
  options: { type?: string; known?: KnownNames; disabled?: boolean } = {},
) {
  const document = graph(
    `in:trigger before:set side:set a:${options.type ?? "put"} after:set`,
    "in>before in>side before>a a>after",
    {
      a: { params: given, ...(options.disabled && { disabled: true }) },
    },
  );
  return findProblems(document, catalogue, options.known ?? known);
}
const brief = (given: Record<string, Json>, options?: Parameters<typeof problems>[1]) =>
  problems(given, options).map(({ code, param: at, position }) =>
    [code, at, position].filter((one) => one !== undefined).join(" "),
  );

describe("expressions in params", () => {
  test("name what is there", () => {
    expect(
      brief({
        text: "{{ trigger.body.x }} {{ steps.before.data }} {{ vars.site_tag }} {{ fields.city }} {{ run.id }} {{ workflow.name }} {{ now }}",
        body: { a: ["{{ steps.in.body }}"] },
      }),
    ).toEqual([]);
  });

  test.each<[string, object]>([
    [
      "{{ steps.befor.data }}",
      { code: "expression.unknownStep", position: 9, values: { step: "befor", suggestion: "before" } },
    ],
    ['x {{ steps["nope"] }}', { code: "expression.unknownStep", position: 11, values: { step: "nope" } }],
    ["{{ steps.side.data }}", { code: "expression.notUpstream", position: 9, values: { step: "side" } }],
    ["{{ steps.after?.data ?? 1 }}", { code: "expression.notUpstream", position: 9 }],
    ["{{ steps.a }}", { code: "expression.notUpstream", position: 9 }],
    [
      "{{ vars.site_tga }}",
      { code: "expression.unknownVariable", position: 8, values: { name: "site_tga", suggestion: "site_tag" } },
    ],
    [
      "{{ fields.citi }}",
      { code: "expression.unknownField", position: 10, values: { name: "citi", suggestion: "city" } },
    ],
    [
      "{{ triger.body }}",
      { code: "expression.unknownName", position: 3, values: { name: "triger", suggestion: "trigger" } },
    ],
    [
      "{{ run.ids }}",
      { code: "expression.unknownName", position: 7, values: { name: "run.ids", suggestion: "run.id" } },
    ],
    ["{{ item.x }}", { code: "expression.outOfScope", position: 3, values: { name: "item" } }],
    [
      "{{ 'a' | uper }}",
      { code: "expression.unknownFunction", position: 9, values: { name: "uper", suggestion: "upper" } },
    ],
    [
      "{{ 'a' | padStart }}",
      { code: "expression.argument", position: 9, values: { expected: "padStart(text, length, with?)" } },
    ],
    ["Hi {{ trigger.body", { code: "expression.syntax", position: 18, values: { reason: "unclosed" } }],
  ])("%s is a problem with its place", (template, problem) => {
    expect(problems({ text: template })).toEqual([
      expect.objectContaining({
        severity: "error",
        nodeId: "a",
        param: "text",
        ...problem,
        values: expect.objectContaining("values" in problem ? (problem.values ?? {}) : {}),
      }),
    ]);
  });

  test("are found however deep they stand, each with its path", () => {
    expect(brief({ body: { a: [{ b: "{{ oops }}" }, "{{ steps.x }} {{ steps.y }}"] } })).toEqual([
      "expression.unknownName body.a[0].b 3",
      "expression.unknownStep body.a[1] 9",
      "expression.unknownStep body.a[1] 23",
    ]);
  });

  test("may use names of lambdas, and are no expressions in a literal param", () => {
    expect(brief({ text: "{{ trigger.list | map(steps => steps.x) }}", code: "{{ oops }}" })).toEqual([]);
  });

  test("are taken to name what exists when nobody says what does", () => {
    const document = graph("in:trigger a:put", "in>a", { a: { params: { text: "{{ vars.x }} {{ fields.y }}" } } });
    expect(findProblems(document, catalogue)).toEqual([]);
  });

  test("of a switched off step are warnings", () => {
    expect(problems({ text: "{{ oops }}" }, { disabled: true }).map(({ severity }) => severity)).toEqual(["warning"]);
  });

  test("of the concurrency key see the trigger only", () => {
    const document = graph("in:trigger a:set", "in>a");
    const errors = (of: WorkflowDocument) => findProblems(of, catalogue).filter(({ severity }) => severity === "error");
    const keyed = (key: string) => ({
      ...document,
      settings: { concurrency: { limit: 1, policy: "queue" as const, key } },
    });
    expect(errors(keyed("{{ trigger.body.phone }} {{ steps.in }}"))).toEqual([]);
    expect(errors(keyed("{{ steps.a }}"))).toMatchObject([
      { code: "expression.notUpstream", param: "settings.concurrency.key" },
    ]);
    expect(errors(keyed("{{ vars.a }} {{ now }} {{ run.id }}{{ fields.city }}"))).toMatchObject([
      { code: "expression.unknownName", values: { name: "run" } },
      { code: "expression.unknownName", values: { name: "fields" } },
    ]);
  });
});

describe("params", () => {
  test("that are required are there, or have a default", () => {
    expect(brief({}, { type: "must" })).toEqual(["param.required name"]);
    expect(brief({ name: "", kind: "" }, { type: "must" })).toEqual(["param.required name", "param.required kind"]);
    expect(brief({ name: "{{ trigger.body.name }}" }, { type: "must" })).toEqual([]);
  });

  test("that are hidden are not asked for, and not looked at", () => {
    expect(brief({ form: 5, format: "json" })).toEqual([]);
    expect(brief({ format: "form" })).toEqual(["param.required form"]);
    expect(brief({ format: "form", form: { a: 1 }, body: "{{ oops }}" })).toEqual([]);
    expect(brief({ format: "{{ trigger.body.format }}" })).toEqual([]);
  });

  test("nobody knows are a warning", () => {
    expect(problems({ txet: "x" })).toEqual([
      { code: "param.unknown", severity: "warning", nodeId: "a", param: "txet", values: { name: "txet" } },
    ]);
  });

  test.each<[string, Record<string, Json>, string[]]>([
    ["a number", { number: "twelve" }, ["param.type number"]],
    ["a number as people write it", { number: "1 250,50" }, []],
    ["a choice", { format: "xml" }, ["param.choice format"]],
    ["an id", { person: "ada" }, ["param.format person"]],
    ["an id in a template", { person: "{{ trigger.body.id }}" }, []],
    ["an object where one value is wanted", { number: { a: 1 } }, ["param.type number"]],
    ["pairs", { format: "form", form: ["a"] }, ["param.type form"]],
    ["pairs from a template", { format: "form", form: "{{ trigger.body }}" }, []],
    [
      "a field without a name",
      { fields: [{ name: "", value: "x" }, 5] },
      ["param.required fields[0].name", "param.type fields[1]"],
    ],
    ["a field twice", { fields: [{ name: "a" }, { name: "a" }] }, ["param.duplicateName fields[1].name"]],
    [
      "a field with a reserved name",
      { fields: [{ name: "__proto__" }, { name: "constructor" }, { name: "prototypes" }] },
      ["param.format fields[0].name", "param.format fields[1].name"],
    ],
    [
      "a template in a field",
      { fields: [{ name: "a", value: "{{ oops }}" }] },
      ["expression.unknownName fields[0].value 3"],
    ],
    ["ids in one text", { tags: `${id}, vip` }, ["param.format tags"]],
    [
      "ids in a list",
      { tags: [id, "vip", "{{ steps.x }}"] },
      ["param.format tags[1]", "expression.unknownStep tags[2] 9"],
    ],
    ["a period", { period: { from: "soon", to: "31.12.2026" } }, ["param.format period.from"]],
    ["a condition without any", { where: { all: [] } }, ["where.empty where"]],
    ["a condition that is none", { where: { all: [{ value: 1, op: "like" }] } }, ["param.format where"]],
    [
      "a condition in a condition",
      { where: { all: [{ any: [{ value: "{{ oops }}", op: "equals", to: "{{ vars.no }}" }] }] } },
      ["expression.unknownName where.all[0].any[0].value 3", "expression.unknownVariable where.all[0].any[0].to 8"],
    ],
    [
      "cases",
      {
        cases: [
          { id: "vip", where: { all: [{ value: 1, op: "isEmpty" }] } },
          { id: "vip", where: { all: [] } },
          { id: "main" },
          { id: "no way", where: { all: [{ value: 1, op: "isEmpty" }] } },
          { id: "error", where: { all: [{ value: 1, op: "isEmpty" }] } },
          "x",
        ],
      },
      [
        "cases.duplicateId cases[1].id",
        "where.empty cases[1].where",
        "cases.badId cases[2].id",
        "where.empty cases[2].where",
        "cases.badId cases[3].id",
        "cases.badId cases[4].id",
        "param.type cases[5]",
      ],
    ],
  ])("%s is checked", (_what, given, wanted) => {
    expect(brief(given)).toEqual(wanted);
  });
});
