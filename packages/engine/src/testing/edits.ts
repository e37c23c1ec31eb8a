import fc from "fast-check";
import type { Catalogue, ParamDefinition } from "../definition.js";
import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import { graph, tinyCatalogue } from "./tiny-world.js";

const param = (name: string, kind: ParamDefinition["kind"]): ParamDefinition => ({
  name,
  kind,
  title: { en: name, uk: name, ru: name },
});
const set = tinyCatalogue.get("set");
if (!set) throw new Error("no set");
/** Steps with a text, rows of fields and names with values. */
export const catalogue: Catalogue = new Map(tinyCatalogue).set("set", {
  ...set,
  params: [param("text", "text"), param("mode", "text"), param("fields", "fields"), param("body", "keyValues")],
});

/** What two people begin with: two steps, a loop with two more, a note. */
export const base: WorkflowDocument = {
  ...graph("in:trigger a:set b:set l:each c:set d:set", "in>a a>b b>l l-item>c c>d", {
    a: {
      params: {
        text: "Hello",
        fields: [
          { name: "x", value: "1" },
          { name: "y", value: "1" },
        ],
      },
    },
    b: { params: { body: { k: "1" }, mode: "fast" } },
    c: { parent: "l" },
    d: { parent: "l", params: { text: "{{ steps.c.data }}" } },
  }),
  notes: [{ id: "n1", position: { x: 0, y: 0 }, text: "Ask Olena" }],
};

/** One thing that somebody does in the editor. */
type Edit = (document: WorkflowDocument) => WorkflowDocument;
const ids = fc.constantFrom("in", "a", "b", "l", "c", "d", "new", "new_2");
const words = fc.constantFrom("one", "two", "three", "{{ steps.new.data }}");
const node =
  (id: string, change: (one: WorkflowDocument["nodes"][number]) => WorkflowDocument["nodes"][number]): Edit =>
  (document) => ({ ...document, nodes: document.nodes.map((one) => (one.id === id ? change(one) : one)) });
const setParam = (id: string, name: string, value: Json) =>
  node(id, (one) => ({ ...one, params: { ...one.params, [name]: value } }));
const rows = fc
  .uniqueArray(fc.record({ name: fc.constantFrom("x", "y", "z"), value: words }), { selector: ({ name }) => name })
  .map((list): Json => list);

/** As the editor does it: what is in a loop goes with it, and links with their ends. */
const removal =
  (id: string): Edit =>
  (document) => {
    const gone = new Set([id, ...document.nodes.flatMap((one) => (one.parent === id ? one.id : []))]);
    const out = document.edges.filter(({ source }) => source === id);
    const edges = document.edges.flatMap((edge) => {
      const next = edge.target === id && gone.size === 1 && out.length === 1 ? out[0] : undefined;
      return next && !gone.has(edge.source) && !gone.has(next.target) ? { ...edge, target: next.target } : edge;
    });
    return {
      ...document,
      nodes: document.nodes.filter((one) => !gone.has(one.id)),
      edges: edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
    };
  };
const link =
  (source: string, target: string): Edit =>
  (document) => {
    const there = new Set(document.nodes.map((one) => one.id));
    const known = document.edges.some((edge) => edge.source === source && edge.target === target);
    if (!there.has(source) || !there.has(target) || known || source === target) return document;
    const id = `e${document.edges.length}`;
    const free = document.edges.some((edge) => edge.id === id) ? `${id}-${source}-${target}` : id;
    return { ...document, edges: [...document.edges, { id: free, source, sourceHandle: "main", target }] };
  };
const addition =
  (text: string, parent: string | undefined): Edit =>
  (document) => {
    const id = ["new", "new_2", "new_3", "new_4"].find((one) => document.nodes.every((other) => other.id !== one));
    if (id === undefined) return document;
    const inside = parent !== undefined && document.nodes.some((one) => one.id === parent) && { parent };
    const one = { id, type: "set", position: { x: 0, y: 0 }, params: { text }, ...inside };
    return { ...document, nodes: [...document.nodes, one] };
  };

/** Edits of steps' fields and of the workflow's own, by what they are about. */
export const fieldEdits: fc.Arbitrary<{ at: string; edit: Edit }> = fc.oneof(
  fc.tuple(ids, fc.constantFrom("text", "mode"), words).map(([id, name, value]) => ({
    at: `${id}.${name}`,
    edit: setParam(id, name, value),
  })),
  fc.tuple(ids, words).map(([id, name]) => ({ at: `${id}.name`, edit: node(id, (one) => ({ ...one, name })) })),
  fc.tuple(ids, fc.boolean()).map(([id, disabled]) => ({
    at: `${id}.disabled`,
    edit: node(id, (one) => ({ ...one, disabled })),
  })),
  fc.tuple(fc.constantFrom("k", "m"), words).map(([key, value]) => ({
    at: `b.body.${key}`,
    edit: node("b", (one) => ({
      ...one,
      params: { ...one.params, body: { ...(one.params["body"] as object), [key]: value } },
    })),
  })),
  words.map((name) => ({ at: "name", edit: (document: WorkflowDocument) => ({ ...document, name }) })),
  words.map((timezone) => ({
    at: "timezone",
    edit: (document: WorkflowDocument) => ({ ...document, settings: { ...document.settings, timezone } }),
  })),
);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fieldEdits.map(({ edit }) => edit) },
  rows.map((list) => setParam("a", "fields", list)),
  ids.map(removal),
  fc.tuple(ids, ids).map(([from, to]) => link(from, to)),
  fc.tuple(words, fc.option(fc.constantFrom("l"), { nil: undefined })).map(([text, parent]) => addition(text, parent)),
  fc.constantFrom("a", "b").map((id): Edit => (document) => {
    const there = document.nodes.some((one) => one.id === "l");
    return there ? node(id, (one) => ({ ...one, parent: "l" }))(document) : document;
  }),
  fc.tuple(ids, fc.nat(9)).map(([id, x]) => node(id, (one) => ({ ...one, position: { x, y: x } }))),
  words.map((text): Edit => (document) => ({
    ...document,
    notes: [{ id: "n1", position: { x: 0, y: 0 }, text }, ...document.notes.slice(1)],
  })),
  words.map((text): Edit => (document) => ({
    ...document,
    notes: [...document.notes.filter(({ id }) => id !== "n2"), { id: "n2", position: { x: 1, y: 1 }, text }],
  })),
  fc.constant<Edit>((document) => ({ ...document, notes: [] })),
);
/** What somebody may make of it. */
export const documents = fc
  .array(edits, { maxLength: 6 })
  .map((list) => list.reduce((document, edit) => edit(document), base));
