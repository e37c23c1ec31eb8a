import { describe, expect, test } from "vitest";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import type { Catalogue, NodeDefinition } from "../definition.js";
import { findProblems } from "./problems.js";
import type { WorkflowDocument } from "./document.js";

/** `code at` of every problem: the node's or edge's id, `!` for errors, `?` for warnings. */
const said = (document: WorkflowDocument, catalogue: Catalogue = tinyCatalogue) =>
  findProblems(document, catalogue).map(({ code, severity, nodeId, edgeId }) =>
    `${severity === "error" ? "!" : "?"}${code} ${edgeId ?? nodeId ?? ""}`.trim(),
  );

const alter = (type: string, change: Partial<NodeDefinition>): Catalogue => {
  const definition = tinyCatalogue.get(type);
  if (!definition) throw new Error(`no ${type}`);
  return new Map(tinyCatalogue).set(type, { ...definition, ...change });
};

describe("the shape of a workflow", () => {
  test("a small sound one has no problems", () => {
    expect(said(graph("in:trigger a:if b:set c:create", "in>a a-true>b a-false>c b>c"))).toEqual([]);
  });

  test.each<[string, string, string, string[]]>([
    ["nothing to start it", "a:set b:set", "a>b", ["!document.noTrigger", "!node.unreachable a"]],
    ["an id twice", "in:trigger a:set a:set", "in>a", ["!node.duplicateId a"]],
    ["an id that is no name", "in:trigger a.b:set", "in>a.b", ["!node.badId a.b"]],
    ["an inherited name as id", "in:trigger __proto__:set", "in>__proto__", ["!node.badId __proto__"]],
    ["an unknown type", "in:trigger a:teleport", "in>a", ["!node.unknownType a"]],
    ["a step without a way in", "in:trigger a:set b:set", "in>a", ["!node.unreachable b"]],
    ["a link from nowhere", "in:trigger a:set", "in>a x>a", ["!edge.unknownNode e1"]],
    ["a link to nowhere", "in:trigger a:set", "in>a a>x", ["!edge.unknownNode e1"]],
    ["a link from a port that is not there", "in:trigger a:if b:set", "in>a a>b", ["!edge.unknownPort e1"]],
    ["a link into a trigger", "in:trigger a:set", "in>a a>in", ["!edge.intoTrigger e1"]],
    ["a link twice", "in:trigger a:set", "in>a in>a", ["?edge.duplicate e1"]],
    ["an error link without its branch", "in:trigger a:read b:set", "in>a a-error>b", ["?edge.errorUnused e1"]],
    ["an error link of a trigger", "in:trigger b:set", "in-error>b", ["!edge.unknownPort e0"]],
    ["a step that waits for itself", "in:trigger a:set", "in>a a>a", ["!node.cycle a"]],
    [
      "two separate circles",
      "in:trigger a:set b:set c:set d:set",
      "in>a a>b b>a b>c c>d d>c",
      ["!node.cycle c", "!node.cycle a"],
    ],
  ])("%s is a problem", (_what, nodes, links, problems) => {
    expect(said(graph(nodes, links)).toSorted()).toEqual(problems.toSorted());
  });

  test("ids with dashes and digits are names", () => {
    const document = graph("1:trigger a:set", "1>a");
    const renamed = JSON.parse(JSON.stringify(document).replaceAll(`"a"`, `"find-person"`)) as WorkflowDocument;
    expect(said(renamed)).toEqual([]);
  });

  test("an empty document is just empty", () => {
    expect(said({ ...graph("in:trigger", ""), nodes: [] })).toEqual(["!document.empty"]);
  });

  test("a circle names its steps", () => {
    const [problem] = findProblems(graph("in:trigger a:set b:set c:set", "in>a a>b b>c c>a"), tinyCatalogue);
    expect(problem).toEqual({ code: "node.cycle", severity: "error", nodeId: "a", values: { path: "a, b, c" } });
  });

  test("a trigger that is switched off is a warning", () => {
    expect(said(graph("in:trigger", "", { in: { disabled: true } }))).toEqual(["?document.noTrigger"]);
  });

  test("what a loop goes through is a list, as far as that is written", () => {
    const over = (items: unknown) =>
      said(graph("in:trigger l:each a:set", "in>l l-item>a", { l: { params: { items } }, a: { parent: "l" } }));
    for (const fine of [[1], [], "{{ trigger.rows }}"]) expect(over(fine)).not.toContain("!param.type l");
    for (const wrong of ["abc", { a: 1 }, 5, true]) expect(over(wrong)).toContain("!param.type l");
  });

  test("a link that leads out of a loop, or into it, is told once, at the link", () => {
    const crossing = (links: string) =>
      said(graph("in:trigger l:each a:set b:set", links, { a: { parent: "l" } })).toSorted();
    expect(crossing("in>l l-item>a a>b")).toEqual(["!edge.crossesLoop e2"]);
    expect(crossing("in>l in>b b>a")).toEqual(["!edge.crossesLoop e2", "!loop.entries l"]);
  });

  test("a parent that is no loop is refused", () => {
    expect(said(graph("in:trigger a:set", "in>a", { a: { parent: "in" } }))).toEqual(["!node.parentUnknown a"]);
  });

  test("branch without an error link and continue without main are useless", () => {
    const onError = (how: string) => ({ a: { onError: how } });
    expect(said(graph("in:trigger a:read", "in>a", onError("branch")))).toEqual(["!node.onErrorUnusable a"]);
    expect(said(graph("in:trigger a:if", "in>a", onError("continue")))).toEqual(["!node.onErrorUnusable a"]);
    expect(said(graph("in:trigger a:read b:set", "in>a a-error>b", onError("branch")))).toEqual([]);
    expect(said(graph("in:trigger a:read", "in>a", onError("continue")))).toEqual([]);
  });

  test("a time zone must be one", () => {
    const document = graph("in:trigger", "");
    expect(said({ ...document, settings: { timezone: "Europe/Kyiw" } })).toEqual(["!settings.timezone"]);
    expect(said({ ...document, settings: { timezone: "Europe/Kyiv" } })).toEqual([]);
  });
});

describe("what no run can obey", () => {
  const found = (draft: object, node: object = {}) =>
    findProblems(
      { ...graph("in:trigger a:read", "in>a", { a: node }), ...draft } as WorkflowDocument,
      tinyCatalogue,
    ).map(({ code, severity, nodeId, param }) => `${severity} ${code} ${nodeId ?? ""} ${param ?? ""}`.trim());

  test.each<[string, object, string[]]>([
    ["11 attempts", { retry: { maxAttempts: 11 } }, ["error node.maxAttempts a retry.maxAttempts"]],
    ["no attempt", { retry: { maxAttempts: 0 } }, ["error node.maxAttempts a retry.maxAttempts"]],
    ["two and a half attempts", { retry: { maxAttempts: 2.5 } }, ["error node.maxAttempts a retry.maxAttempts"]],
    ["a long pause", { retry: { backoffSeconds: 301 } }, ["error node.backoffSeconds a retry.backoffSeconds"]],
    ["a long call", { timeoutSeconds: 301 }, ["error node.timeoutSeconds a timeoutSeconds"]],
    ["a call of no time", { timeoutSeconds: 0 }, ["error node.timeoutSeconds a timeoutSeconds"]],
    ["an unknown way", { onError: "explode" }, ["error node.onErrorUnknown a onError"]],
    ["a very long name", { name: "n".repeat(201) }, ["error node.name a name"]],
    ["a switched off step", { disabled: true, timeoutSeconds: 301 }, ["warning node.timeoutSeconds a timeoutSeconds"]],
    ["the most that is possible", { retry: { maxAttempts: 10, backoffSeconds: 300 }, timeoutSeconds: 300 }, []],
  ])("%s of a step is told with its place", (_what, node, told) => {
    expect(found({}, node)).toEqual(told);
  });

  test("the workflow's own settings are told too", () => {
    expect(found({ name: " " })).toEqual(["error document.name"]);
    expect(found({ settings: { lane: "express" } })).toEqual(["error settings.lane  settings.lane"]);
    expect(found({ settings: { concurrency: { limit: 0.5, policy: "drop" } } })).toEqual([
      "error settings.concurrencyLimit  settings.concurrency.limit",
      "error settings.concurrencyPolicy  settings.concurrency.policy",
    ]);
  });

  test("ids and types of any length are told by what they are", () => {
    const named = (id: string) => found({ nodes: [{ id, type: "trigger", params: {} }], edges: [] });
    expect(named("")).toEqual(["error node.badId"]);
    expect(named("i".repeat(101))).toEqual([`error node.badId ${"i".repeat(101)}`]);
    expect(named("i".repeat(100))).toEqual([]);
  });
});

describe("credentials", () => {
  const catalogue = alter("read", { credential: { types: ["leelooToken"] } });
  const known = {
    credentials: new Map([
      ["c1", { type: "leelooToken", name: "Shop", needsSecret: false }],
      ["c2", { type: "httpBasic", name: "Stock", needsSecret: false }],
      ["c3", { type: "leelooToken", name: "Brought along", needsSecret: true }],
    ]),
    vars: new Set<string>(),
    fields: new Set<string>(),
  };
  const codes = (credential: string | undefined, withKnown = true) =>
    findProblems(
      graph("in:trigger a:read", "in>a", { a: { credential } }),
      catalogue,
      withKnown ? known : undefined,
    ).map(({ code }) => code);
  test("are there, known and of the right type", () => {
    expect(codes("c1")).toEqual([]);
    expect(codes(undefined)).toEqual(["node.credentialMissing"]);
    expect(codes("c9")).toEqual(["node.credentialUnknown"]);
    expect(codes("c2")).toEqual(["node.credentialType"]);
    expect(codes("c9", false)).toEqual([]);
  });

  test("whose secret nobody has entered yet are told by their names, as a warning on a step that is switched off", () => {
    const at = (node: object) => findProblems(graph("in:trigger a:read", "in>a", { a: node }), catalogue, known);
    const problem = { code: "node.credentialNoSecret", nodeId: "a", values: { credential: "Brought along" } };
    expect(at({ credential: "c3" })).toEqual([{ ...problem, severity: "error" }]);
    expect(at({ credential: "c3", disabled: true })).toEqual([{ ...problem, severity: "warning" }]);
  });

  test("on a step that takes none are a warning", () => {
    expect(said(graph("in:trigger a:set", "in>a", { a: { credential: "c1" } }))).toEqual(["?node.credentialUnused a"]);
    expect(said(graph("in:trigger a:set", "in>a", { a: { credential: "" } }))).toEqual([]);
  });
});

describe("answers to a webhook", () => {
  const respond = { name: "respond", kind: "choice", title: { en: "", uk: "", ru: "" }, default: "accepted" } as const;
  const catalogue = new Map([
    ...alter("trigger", { params: [respond] }),
    ...[...alter("set", { responds: true })].slice(1, 2),
  ]);
  test("are missed when the trigger waits for one, and for nothing when it does not", () => {
    const waits = { in: { params: { respond: "node" } } };
    expect(said(graph("in:trigger a:read", "in>a", waits), catalogue)).toEqual(["?respond.unused in"]);
    expect(said(graph("in:trigger a:set", "in>a", waits), catalogue)).toEqual([]);
    expect(said(graph("in:trigger a:set", "in>a"), catalogue)).toEqual(["?respond.unused a"]);
  });
});
