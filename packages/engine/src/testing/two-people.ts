import type { Catalogue, ParamDefinition } from "../definition.js";
import type { WorkflowDocument, WorkflowNode } from "../document/document.js";
import type { Choose, Conflict } from "../document/merge/conflict.js";
import { mergeDocuments } from "../document/merge/merge.js";
import { graph, tinyCatalogue } from "./tiny-world.js";

const param = (name: string, kind: ParamDefinition["kind"], more: Partial<ParamDefinition> = {}): ParamDefinition => ({
  name,
  kind,
  title: { en: name, uk: name, ru: name },
  ...more,
});
const set = tinyCatalogue.get("set");
if (!set) throw new Error("no set");
const catalogue: Catalogue = new Map(tinyCatalogue).set("set", {
  ...set,
  params: [
    param("text", "text"),
    param("mode", "text"),
    param("fields", "fields"),
    param("cases", "cases"),
    param("body", "keyValues"),
    param("inputs", "rows", { columns: [param("name", "text", { unique: true }), param("type", "text")] }),
    param("buttons", "rows", { columns: [param("title", "text")] }),
    param("where", "where"),
  ],
});

export const base = graph("in:trigger a:set b:set c:set", "in>a a>b b>c", {
  a: { params: { text: "Hello", mode: "fast" } },
});
export const withNode = (document: WorkflowDocument, id: string, change: object): WorkflowDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});
export const withParams = (id: string, params: object) => withNode(base, id, { params });
export const added = (document: WorkflowDocument, node: object, links = ""): WorkflowDocument => {
  const { edges } = graph("x", links);
  const one = { type: "set", position: { x: 0, y: 0 }, params: {}, ...node } as WorkflowNode;
  const own = edges.map((edge, index) => ({ ...edge, id: `e${document.edges.length + index}` }));
  return { ...document, nodes: [...document.nodes, one], edges: [...document.edges, ...own] };
};
/** As the editor removes: links that lose an end go, and where there was one way through, it is closed up. */
export const without = (document: WorkflowDocument, gone: string[], bridges = ""): WorkflowDocument => ({
  ...document,
  nodes: document.nodes.filter(({ id }) => !gone.includes(id)),
  edges: [
    ...document.edges.filter(({ source, target }) => !gone.includes(source) && !gone.includes(target)),
    ...graph("x", bridges).edges.map((edge) => ({ ...edge, id: `bridge ${edge.id}` })),
  ],
});
export const merge = (mine: WorkflowDocument, theirs: WorkflowDocument, choose?: Choose, from = base) =>
  mergeDocuments({ base: from, mine, theirs }, catalogue, choose);
export const paramsOf = ({ nodes }: WorkflowDocument, id: string) => nodes.find((node) => node.id === id)?.params;
export const linksIn = ({ edges }: WorkflowDocument) =>
  edges
    .map(
      ({ source, sourceHandle, target }) => `${source}${sourceHandle === "main" ? "" : `-${sourceHandle}`}>${target}`,
    )
    .toSorted();
export const places = (conflicts: readonly Conflict[]) =>
  conflicts.map(({ of, ...rest }) =>
    [of.kind, "id" in of ? of.id : "", ...(rest.kind === "value" ? rest.path : [rest.kind, rest.by])].join(" "),
  );
