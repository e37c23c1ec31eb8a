import type { Catalogue, NodeDefinition } from "../definition.js";
import { isObject, type Json, type JsonObject } from "../json.js";
import { isEqual, isNothing } from "../same.js";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "./document.js";

/** One value that is another one now; `undefined` where there is none. */
export interface ValueChange {
  /** Where it stands: `["params", "filter[phone]"]`, `["retry", "maxAttempts"]`, `["timezone"]`. */
  path: readonly string[];
  before: Json | undefined;
  after: Json | undefined;
}

/** What became of one step. A changed one has changes, the others have none. */
export type NodeChange =
  | { kind: "added"; id: string; after: WorkflowNode }
  | { kind: "removed"; id: string; before: WorkflowNode }
  | { kind: "changed"; id: string; before: WorkflowNode; after: WorkflowNode; changes: ValueChange[] };

/** A link that is there in one of the documents only. */
export interface EdgeChange {
  kind: "added" | "removed";
  link: Pick<WorkflowEdge, "source" | "sourceHandle" | "target">;
}

/** A remark that came, went, or says something else. */
export interface NoteChange {
  kind: "added" | "removed" | "changed";
  id: string;
  before: string | undefined;
  after: string | undefined;
}

/** What one document has that another one has not, in the order of the documents: the newer one's first, then what is gone. */
export interface Difference {
  nodes: NodeChange[];
  edges: EdgeChange[];
  notes: NoteChange[];
  /** The workflow's own: its name (`["name"]`) and its settings. */
  settings: ValueChange[];
}

/**
 * What changed from one document to another, as people mean it: where things stand and how notes look is no change, a
 * default that was written out is none, and a link is what it joins, whatever its id.
 */
export function differenceOf(before: WorkflowDocument, after: WorkflowDocument, catalogue: Catalogue): Difference {
  return {
    nodes: nodeChanges(before, after, catalogue),
    edges: edgeChanges(before, after),
    notes: noteChanges(before, after),
    settings: valueChanges(ownFacts(before), ownFacts(after)),
  };
}

/** Whether nothing changed but how it looks. */
export const isSame = ({ nodes, edges, notes, settings }: Difference): boolean =>
  nodes.length + edges.length + notes.length + settings.length === 0;

/** A workflow's name and settings. */
const ownFacts = ({ name, settings }: WorkflowDocument): Fact[] => factsIn({ name, ...(settings as JsonObject) }, []);

function nodeChanges(before: WorkflowDocument, after: WorkflowDocument, catalogue: Catalogue): NodeChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map(({ id }) => id));
  const fresh = after.nodes.flatMap((node): NodeChange[] => {
    const was = old.get(node.id);
    if (!was) return [{ kind: "added", id: node.id, after: node }];
    if (was === node) return [];
    const changes = valueChanges(factsOf(was, catalogue.get(was.type)), factsOf(node, catalogue.get(node.type)));
    return changes.length > 0 ? [{ kind: "changed", id: node.id, before: was, after: node, changes }] : [];
  });
  const gone = before.nodes.filter(({ id }) => !now.has(id));
  return [...fresh, ...gone.map((node): NodeChange => ({ kind: "removed", id: node.id, before: node }))];
}

function edgeChanges(before: WorkflowDocument, after: WorkflowDocument): EdgeChange[] {
  const [old, now] = [linksOf(before), linksOf(after)];
  const only = (these: typeof old, others: typeof old, kind: EdgeChange["kind"]): EdgeChange[] =>
    [...these].flatMap(([key, link]) => (others.has(key) ? [] : [{ kind, link }]));
  return [...only(now, old, "added"), ...only(old, now, "removed")];
}

const linksOf = ({ edges }: WorkflowDocument) =>
  new Map(
    edges.map(({ source, sourceHandle, target }) => [
      JSON.stringify([source, sourceHandle, target]),
      { source, sourceHandle, target },
    ]),
  );

function noteChanges(before: WorkflowDocument, after: WorkflowDocument): NoteChange[] {
  const old = new Map(before.notes.map(({ id, text }) => [id, text]));
  const now = new Map(after.notes.map(({ id, text }) => [id, text]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((id): NoteChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === is) return [];
    return [
      { kind: was === undefined ? "added" : is === undefined ? "removed" : "changed", id, before: was, after: is },
    ];
  });
}

/** A value with its place. */
type Fact = Pick<ValueChange, "path"> & { value: Json };

/** Not what a step does: where it stands, and what people call the ids that it holds. */
const looks = new Set(["id", "position", "labels", "params"]);
/** What a step may have that says nothing of it. */
const unsaid: Readonly<Record<string, Json>> = { disabled: false, onError: "stop" };

/** What a step is and does; what it leaves open has the definition's value, as in a run. */
function factsOf(node: WorkflowNode, { params = [] }: Partial<NodeDefinition> = {}): Fact[] {
  const own = Object.entries(node).filter(([name, value]) => !looks.has(name) && unsaid[name] !== value);
  const left = params.filter(({ name, default: usual }) => usual !== undefined && node.params[name] == null);
  return [
    ...factsIn(Object.fromEntries(own) as JsonObject, []),
    ...Object.entries(node.params).map(([name, value]) => ({ path: ["params", name], value })),
    ...left.map(({ name, default: usual = null }) => ({ path: ["params", name], value: usual })),
  ];
}

/** The values of an object, those of its objects by themselves. */
function factsIn(object: JsonObject, path: readonly string[]): Fact[] {
  return Object.entries(object).flatMap(([name, value]) =>
    isObject(value) ? factsIn(value, [...path, name]) : [{ path: [...path, name], value }],
  );
}

function valueChanges(before: readonly Fact[], after: readonly Fact[]): ValueChange[] {
  const changes = new Map<string, ValueChange>();
  for (const { path, value } of before)
    if (!isNothing(value)) changes.set(JSON.stringify(path), { path, before: value, after: undefined });
  for (const { path, value } of after) {
    if (isNothing(value)) continue;
    const key = JSON.stringify(path);
    const was = changes.get(key)?.before;
    if (was !== undefined && isEqual(was, value)) changes.delete(key);
    else changes.set(key, { path, before: was, after: value });
  }
  return [...changes.values()];
}
