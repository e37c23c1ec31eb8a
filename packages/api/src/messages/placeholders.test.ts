import {
  findProblems,
  locales,
  problemCodes,
  resolveParams,
  stepErrorCodes,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type ParamDefinition,
  type StepError,
  type WorkflowDocument,
} from "@leeway/engine";
import { expect, test } from "vitest";
import { en } from "./en/all.js";
import { argumentsOf } from "./format.js";
import { ru } from "./ru/all.js";
import { sayProblem, sayStepError } from "./say.js";
import type { Sentence } from "./texts.js";
import { uk } from "./uk/all.js";

const catalogues = { en, uk, ru };
const text = (word: string) => ({ en: word, uk: word, ru: word });
const params: ParamDefinition[] = [
  { name: "needed", kind: "text", title: text("Needed"), required: true },
  { name: "plain", kind: "text", title: text("Plain") },
  { name: "called", kind: "workflow", literal: true, title: text("Called") },
  { name: "given", kind: "keyValues", namesOf: "called", title: text("Given") },
  { name: "count", kind: "number", title: text("Count") },
  { name: "phone", kind: "phone", title: text("Phone") },
  { name: "person", kind: "id", idKind: "person", title: text("Person") },
  { name: "form", kind: "choice", title: text("Form"), options: [{ value: "json", title: text("JSON") }] },
  { name: "fields", kind: "fields", title: text("Fields") },
  { name: "short", kind: "text", title: text("Short"), maxLength: 3 },
  { name: "within", kind: "number", title: text("Within"), min: 1, max: 5 },
  { name: "few", kind: "list", title: text("Few"), maxItems: 1 },
  { name: "period", kind: "dateRange", title: text("Period") },
  { name: "cases", kind: "cases", title: text("Cases") },
  { name: "rules", kind: "schedule", title: text("Rules") },
  { name: "amount", kind: "number", title: text("Amount") },
  {
    name: "unit",
    kind: "choice",
    title: text("Unit"),
    options: [{ value: "days", title: text("days"), ms: 86_400_000 }],
  },
  { name: "until", kind: "dateTime", title: text("Until") },
  { name: "opens", kind: "text", title: text("Opens") },
  { name: "closes", kind: "text", title: text("Closes") },
  { name: "any", kind: "list", title: text("Any") },
  { name: "program", kind: "code", literal: true, title: text("Program") },
];
const define = (type: string, more: Partial<NodeDefinition>): [string, NodeDefinition] => [
  type,
  {
    type,
    version: 1,
    kind: "action",
    title: text(type),
    summary: text(type),
    group: "logic",
    icon: "x",
    params: [],
    ports: [{ id: "main", title: text("") }],
    effect: "read",
    maxAttempts: 1,
    sample: {},
    outputSchema: {},
    ...more,
  },
];
const [, all] = define("all", {
  params,
  rules: [
    { rule: "length", amount: "amount", unit: "unit" },
    { rule: "window", param: "amount" },
    { rule: "moment", param: "until" },
    { rule: "hours", from: "opens", to: "closes", weekdays: "days" },
    { rule: "objects", param: "any", when: { param: "plain", in: ["by key"] }, lists: false },
  ],
});
const known = new Map([
  define("in", { kind: "trigger", ids: { "data.id": { idKind: "account" }, "data.person_id": { idKind: "person" } } }),
  ["all", all] as const,
  define("send", { credential: { types: ["leelooToken", "httpBearer"] } }),
]);

const node = (id: string, type: string, given: JsonObject = {}, more: object = {}) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  params: { ...(type === "all" && { needed: "x" }), ...given },
  ...more,
});
const link = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source}${sourceHandle}${target}`,
  source,
  sourceHandle,
  target,
});
const drawn = (nodes: object[], edges: object[], settings: object = {}): WorkflowDocument =>
  ({ schemaVersion: 1, name: "W", nodes, edges, notes: [], settings }) as unknown as WorkflowDocument;
const tunnel = "https://app.leeloo.ai/tunnels/5e1f119d6c384804b31e945e";
const where = { all: [{ value: "a", is: "equals", to: "b" }] };

/** Everything that can be wrong with a document, so that every code with a placeholder is said at least once. */
const wrong = [
  drawn([node("in", "in"), node("a.b", "all"), node("c", "teleport"), node("c", "all")], [link("in", "x")]),
  drawn(
    [node("in", "in"), node("a", "all"), node("b", "all")],
    [link("a", "b"), link("b", "a"), link("in", "a", "no")],
  ),
  drawn(
    [
      node("in", "in"),
      node("a", "send"),
      node("b", "send", {}, { credential: "c1" }),
      node("c", "send", {}, { credential: "c2" }),
    ],
    [link("in", "a"), link("in", "b"), link("in", "c")],
    { timezone: "Mars/Base", lane: "express", concurrency: { limit: 0, policy: "drop" } },
  ),
  {
    ...drawn(
      [
        node(
          "in",
          "in",
          {},
          {
            name: "n".repeat(201),
            retry: { maxAttempts: 11, backoffSeconds: -1 },
            timeoutSeconds: 301,
            onError: "explode",
          },
        ),
      ],
      [],
    ),
    name: "",
  },
  drawn(
    [
      node("in", "in"),
      node("a", "all", {
        needed: "",
        odd: 1,
        count: "many",
        phone: "12",
        person: tunnel,
        form: "xml",
        short: "long",
        within: 6,
        few: ["a", "b"],
        period: { from: "2026-02-01", to: "2026-01-01" },
        fields: [
          { name: "n", value: "1" },
          { name: "n", value: "2" },
        ],
        cases: [
          { id: "main", where },
          { id: "x", where },
          { id: "x", where },
        ],
      }),
    ],
    [link("in", "a")],
  ),
  drawn([node("in", "in"), node("a", "all", { person: "{{ steps.in.data.id }}" })], [link("in", "a")]),
  ...[
    { called: "draft", given: { phone: "soon" } },
    { amount: 31, unit: "days" },
    { amount: 0, unit: "days" },
    { until: "1999-01-01" },
    { opens: "9", closes: "9" },
    { any: "x", plain: "by key" },
    { program: "return (" },
  ].map((given) => drawn([node("in", "in"), node("a", "all", given)], [link("in", "a")])),
  drawn(
    [
      node("in", "in"),
      node("a", "all", {
        rules: [
          { kind: "moon" },
          { kind: "calendar", cron: "0 9 * *" },
          { kind: "calendar", cron: "0 25 * * *" },
          { kind: "calendar", cron: "0 9 30 2 *" },
          { kind: "calendar", cron: "0 9 * * *", timezone: "Mars/Base" },
          { kind: "calendar", cron: "*/7 * * * *" },
          { kind: "interval", every: 0, unit: "hours" },
          { kind: "interval", every: 1, unit: "hours", anchor: "soon" },
        ],
      }),
    ],
    [link("in", "a")],
  ),
  ...["draft", "other"].map((called) => drawn([node("in", "in"), node("a", "all", { called })], [link("in", "a")])),
  ...[
    "{{ 1 + }}",
    `{{ ${"(".repeat(65)}1${")".repeat(65)} }}`,
    "{{ trigge.name }}",
    "{{ trigger.name | uper }}",
    "{{ trigger.name | upper(1, 2) }}",
    "{{ steps.inn.x }}",
    "{{ steps.z.x }}",
    "{{ vars.nam }}",
    "{{ fields.cit }}",
    "{{ item.a }}",
  ].map((plain) =>
    drawn([node("in", "in"), node("a", "all", { plain }), node("z", "all")], [link("in", "a"), link("a", "z")]),
  ),
];
const names = {
  credentials: new Map([
    ["c1", { type: "httpBasic", name: "Stock", needsSecret: false }],
    ["c2", { type: "httpBearer", name: "Shop", needsSecret: true }],
  ]),
  vars: new Set(["name"]),
  fields: new Set(["city"]),
  now: Date.parse("2026-01-01"),
  runDays: 30,
  codeFault: () => ({ message: "Unexpected token", line: 1, column: 8, position: 7 }),
  workflows: new Map([
    [
      "draft",
      { name: "Привіт", published: false, callable: true, inputs: [{ name: "phone", type: "phone", required: true }] },
    ],
    ["other", { name: "Привіт", published: true, callable: false, inputs: [] }],
  ]),
};

const runs: Record<string, Json>[] = [
  { needed: "" },
  { count: "many" },
  { phone: "12" },
  { person: tunnel },
  { form: "xml" },
  { short: "long" },
  { within: 6 },
  { few: ["a", "b"] },
  { period: { from: "2026-02-01", to: "2026-01-01" } },
  ...[
    "{{ 1 + }}",
    `{{ ${"(".repeat(65)}1${")".repeat(65)} }}`,
    "{{ trigger.nam }}",
    "{{ trigge.name }}",
    "{{ trigger.name | uper }}",
    "{{ trigger.name | formatDate }}",
    '{{ trigger.name | join(",") }}',
    "{{ trigger.name - 1 }}",
    "{{ trigger.name.a.b }}",
  ].map((plain) => ({ plain })),
];
const scope = { values: { trigger: { name: "Anna" }, steps: {}, vars: {} }, now: 0, timezone: "UTC" };

interface Sent {
  code: string;
  values: Readonly<Record<string, Json>>;
  param?: string | undefined;
  position?: number | undefined;
}
/** The values that came with each code. */
function sentBy(said: readonly Sent[]): Map<string, Set<string>> {
  const sent = new Map<string, Set<string>>();
  for (const { code, values, param, position } of said) {
    const known = sent.get(code) ?? new Set();
    for (const name of Object.keys(values)) known.add(name);
    if (param !== undefined) known.add("field");
    if (position !== undefined) known.add("position");
    sent.set(code, known);
  }
  return sent;
}
const usedIn = (sentence: Sentence, locale: keyof typeof catalogues) =>
  [sentence].flat().flatMap((variant: string) => argumentsOf(variant, locale));

const problems = wrong.flatMap((document) => findProblems(document, known, names));
const failures = runs.flatMap((given): StepError[] => {
  const found = resolveParams(all, { needed: "x", ...given }, scope);
  return found.ok ? [] : [found.error];
});

test.each(locales)("what is said of a document in %s needs only values that the engine sends", (locale) => {
  const sent = sentBy(problems);
  const lacking = problemCodes.flatMap((code) =>
    usedIn(catalogues[locale].problems[code], locale)
      .filter((name) => !sent.get(code)?.has(name))
      .map((name) => `${code} {${name}}`),
  );
  expect(lacking).toEqual([]);
});

test.each(locales)("what is said of a step's params in %s needs only values that the engine sends", (locale) => {
  const sent = sentBy(failures);
  const made = stepErrorCodes.filter((code) => /^(expression|param)\./.test(code));
  const lacking = made.flatMap((code) => {
    const { message, hint } = catalogues[locale].stepErrors[code];
    return [...usedIn(message, locale), ...usedIn(hint, locale)]
      .filter((name) => !sent.get(code)?.has(name))
      .map((name) => `${code} {${name}}`);
  });
  expect(lacking).toEqual([]);
});

test("the access that a step needs and the choices of a param are named", () => {
  const credential = problems.find(({ code }) => code === "node.credentialMissing");
  const choice = failures.find(({ code }) => code === "param.choice");
  if (!credential || !choice) throw new Error("neither is wrong");
  expect(sayProblem(credential, "en")).toBe("Choose a credential for this step: Leeloo or HTTP token.");
  expect(sayProblem(credential, "uk")).toBe("Виберіть доступ для цього кроку: Leeloo або токен HTTP.");
  expect(sayProblem(credential, "ru")).toBe("Выберите доступ для этого шага: Leeloo или токен HTTP.");
  expect(sayStepError(choice, "uk").message).toBe("У полі «form» значення «xml», а можливі лише такі: json.");
});
