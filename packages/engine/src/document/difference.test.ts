import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import type { Catalogue } from "../definition.js";
import type { Json } from "../json.js";
import { differenceOf, isSame, type Difference } from "./difference.js";
import { workflowDocumentSchema, type WorkflowDocument } from "./document.js";

const param = (name: string, more: object = {}) => ({
  name,
  kind: "text" as const,
  title: { en: name, uk: name, ru: name },
  ...more,
});
const set = tinyCatalogue.get("set");
if (!set) throw new Error("no set");
const catalogue: Catalogue = new Map(tinyCatalogue).set("set", {
  ...set,
  params: [param("text"), param("mode", { default: "fast" })],
});
const between = (before: WorkflowDocument, after: WorkflowDocument): Difference =>
  differenceOf(before, after, catalogue);

const base = graph("in:trigger a:set b:set", "in>a a>b", { a: { params: { text: "Hello" } } });
const changedNode = (id: string, change: object): WorkflowDocument => ({
  ...base,
  nodes: base.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});

describe("the difference of two documents", () => {
  test("names a param with what it was and what it is", () => {
    const [change] = between(base, changedNode("a", { params: { text: "Good day" } })).nodes;
    expect(change).toMatchObject({
      kind: "changed",
      id: "a",
      changes: [{ path: ["params", "text"], before: "Hello", after: "Good day" }],
    });
  });

  test.each<[string, object, object[]]>([
    ["a new name", { name: "Greet" }, [{ path: ["name"], before: undefined, after: "Greet" }]],
    ["a step switched off", { disabled: true }, [{ path: ["disabled"], before: undefined, after: true }]],
    ["another way on failure", { onError: "branch" }, [{ path: ["onError"], before: undefined, after: "branch" }]],
    ["more attempts", { retry: { maxAttempts: 5 } }, [{ path: ["retry", "maxAttempts"], before: undefined, after: 5 }]],
    ["a credential", { credential: "c1" }, [{ path: ["credential"], before: undefined, after: "c1" }]],
    ["a loop around it", { parent: "l" }, [{ path: ["parent"], before: undefined, after: "l" }]],
    [
      "a value in place of the default",
      { params: { text: "Hello", mode: "slow" } },
      [{ path: ["params", "mode"], before: "fast", after: "slow" }],
    ],
    [
      "a default that is taken away",
      { params: { text: "Hello", mode: "" } },
      [{ path: ["params", "mode"], before: "fast", after: undefined }],
    ],
    ["what a newer program knows", { colour: "red" }, [{ path: ["colour"], before: undefined, after: "red" }]],
  ])("tells of %s", (_what, change, changes) => {
    expect(between(base, changedNode("a", change)).nodes).toMatchObject([{ id: "a", changes }]);
  });

  test.each<[string, object]>([
    ["a place", { position: { x: 400, y: -8 } }],
    ["what an id is called", { labels: { text: { Hello: "A greeting" } } }],
    ["a default that is written out", { params: { text: "Hello", mode: "fast" } }],
    ["what says nothing", { disabled: false, onError: "stop", credential: "", name: "" }],
    ["an empty param", { params: { text: "Hello", more: null, other: "" } }],
  ])("says nothing of %s", (_what, change) => {
    expect(isSame(between(base, changedNode("a", change)))).toBe(true);
  });

  test("has the steps that came before those that went", () => {
    const after = graph("in:trigger a:set c:set", "in>a a>c", { a: { params: { text: "Hello" } } });
    expect(between(base, after)).toMatchObject({
      nodes: [
        { kind: "added", id: "c" },
        { kind: "removed", id: "b" },
      ],
      edges: [
        { kind: "added", link: { source: "a", sourceHandle: "main", target: "c" } },
        { kind: "removed", link: { source: "a", sourceHandle: "main", target: "b" } },
      ],
    });
  });

  test("takes a link for what it joins, whatever its id", () => {
    const after = { ...base, edges: base.edges.toReversed().map((edge, index) => ({ ...edge, id: `other${index}` })) };
    expect(isSame(between(base, after))).toBe(true);
  });

  test("has the workflow's name and settings", () => {
    const settings = { timezone: "Europe/Kyiv", concurrency: { limit: 5, policy: "queue" as const } };
    expect(between(base, { ...base, name: "Orders", settings }).settings).toEqual([
      { path: ["name"], before: "graph", after: "Orders" },
      { path: ["timezone"], before: undefined, after: "Europe/Kyiv" },
      { path: ["concurrency", "limit"], before: undefined, after: 5 },
      { path: ["concurrency", "policy"], before: undefined, after: "queue" },
    ]);
  });

  test("has notes by what they say, not by how they look", () => {
    const note = { id: "n1", position: { x: 0, y: 0 }, text: "Ask Olena" };
    const noted = { ...base, notes: [note] };
    const said = (after: WorkflowDocument) => between(noted, after).notes.map(({ kind }) => kind);
    expect(between(base, noted).notes).toMatchObject([{ kind: "added", after: "Ask Olena" }]);
    expect(said({ ...base, notes: [{ ...note, text: "Ask Ivan" }] })).toEqual(["changed"]);
    expect(said({ ...base, notes: [{ ...note, position: { x: 9, y: 9 }, color: "green" }] })).toEqual([]);
    expect(said(base)).toEqual(["removed"]);
  });
});

const documents = fc
  .record({
    name: fc.string(),
    nodes: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d"),
        type: fc.constantFrom("set", "read", "each", "unknown"),
        position: fc.record({ x: fc.integer(), y: fc.integer() }),
        params: fc.dictionary(fc.constantFrom("text", "mode", "__proto__", "x"), fc.jsonValue() as fc.Arbitrary<Json>),
        disabled: fc.boolean(),
        name: fc.string(),
      }),
      { selector: ({ id }) => id },
    ),
    edges: fc.array(
      fc.record({
        id: fc.string(),
        source: fc.constantFrom("a", "b"),
        sourceHandle: fc.constantFrom("main", "error"),
        target: fc.constantFrom("c", "d"),
      }),
    ),
    notes: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("n", "m"),
        position: fc.record({ x: fc.integer(), y: fc.integer() }),
        text: fc.string(),
      }),
      { selector: ({ id }) => id },
    ),
    settings: fc.dictionary(fc.constantFrom("lane", "x"), fc.string()),
  })
  .map((drawn) => workflowDocumentSchema.parse({ schemaVersion: 1, ...drawn }));

/** A document whose cards and notes stand elsewhere. */
const strewn = (document: WorkflowDocument): WorkflowDocument => ({
  ...document,
  nodes: document.nodes.map((node, index) => ({ ...node, position: { x: index * 320, y: -index } })),
  notes: document.notes.map((note) => ({ ...note, position: { x: 1, y: 2 } })),
});

describe("of any documents", () => {
  test("one and its copy have no difference, wherever the copy's cards stand", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const copy = JSON.parse(JSON.stringify(document)) as WorkflowDocument;
        expect(isSame(between(document, copy))).toBe(true);
        expect(isSame(between(document, strewn(copy)))).toBe(true);
      }),
    );
  });

  test("the way back has the same changes the other way round", () => {
    const turned = { added: "removed", removed: "added", changed: "changed" } as const;
    const facts = ({ nodes, edges, notes, settings }: Difference, back: boolean) =>
      [
        ...nodes.map((change) => `${back ? turned[change.kind] : change.kind} ${change.id}`),
        ...nodes.flatMap((change) =>
          change.kind === "changed"
            ? change.changes.map(({ path, ...value }) =>
                JSON.stringify([change.id, path, back ? [value.after, value.before] : [value.before, value.after]]),
              )
            : [],
        ),
        ...edges.map(({ kind, link }) => `${back ? turned[kind] : kind} ${JSON.stringify(link)}`),
        ...notes.map(({ kind, id }) => `${back ? turned[kind] : kind} ${id}`),
        ...settings.map(({ path }) => path.join()),
      ].toSorted();
    fc.assert(
      fc.property(documents, documents, (one, other) => {
        expect(facts(between(one, other), false)).toEqual(facts(between(other, one), true));
      }),
    );
  });
});
