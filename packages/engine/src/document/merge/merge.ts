import type { Catalogue } from "../../definition.js";
import type { Json } from "../../json.js";
import { isEqual } from "../../same.js";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode, WorkflowNote } from "../document.js";
import { arranged, keyed } from "./arranged.js";
import { withOwnIds, type Renamed } from "./collisions.js";
import { conflictKey, Ruling, usualSide, type Choose, type Conflict, type Side, type Versions } from "./conflict.js";
import { bridgedBy, ledOn, linksOf } from "./links.js";
import { settleRemovals, type Removals } from "./removals.js";
import { noteShape, stepShape, workflowShape } from "./shapes.js";
import { mergeValue } from "./values.js";

/** What came of bringing two people's work together. */
export interface Merged {
  document: WorkflowDocument;
  /** What only a person can say; in the document it is as `choose` said. */
  conflicts: readonly Conflict[];
  renamed: Renamed;
}

/**
 * Brings together what two people made of one document. `base` is what both began with: the revision last loaded or
 * saved by who merges. What only one of them changed is as that one left it, whatever the other did elsewhere: by step,
 * link, note and setting, in a step by param, in lists of named things by their name. Where things stand and how notes
 * look is nobody's decision: of two changes mine counts, being the last. Where both gave one field another value, or one
 * took away what the other went on working at, `choose` says whose way it goes, and the conflict is told; merging again
 * with what a person chose settles it.
 */
export function mergeDocuments(
  versions: Versions<WorkflowDocument>,
  catalogue: Catalogue,
  choose: Choose = usualSide,
): Merged {
  const { base, mine: drawn, theirs } = versions;
  const untouched = { conflicts: [], renamed: { steps: new Map(), notes: new Map() } };
  if (isSame(theirs, base) || isSame(drawn, theirs)) return { document: drawn, ...untouched };
  if (isSame(drawn, base)) return { document: theirs, ...untouched };
  const { mine, renamed } = withOwnIds(versions);
  const documents = { base, mine, theirs };
  const ruling = new Ruling(choose);
  const own = mergeOwn(documents, ruling);
  const removals = settleRemovals(documents, ruling);
  const nodes = mergeNodes(documents, removals, catalogue, ruling);
  const notes = mergeNotes(documents, ruling);
  const document = { ...own, nodes, edges: mergeEdges(documents, removals, ruling), notes };
  return { document, conflicts: ruling.conflicts, renamed };
}

const isSame = (one: WorkflowDocument, other: WorkflowDocument): boolean => isEqual(one as Json, other as Json);

/** The workflow's name, its settings, and what a newer program keeps beside them. */
function mergeOwn(documents: Versions<WorkflowDocument>, ruling: Ruling): WorkflowDocument {
  const own = ({ nodes: _nodes, edges: _edges, notes: _notes, ...rest }: WorkflowDocument) => rest as Json;
  const versions = { base: own(documents.base), mine: own(documents.mine), theirs: own(documents.theirs) };
  return mergeValue(workflowShape, { of: { kind: "workflow" }, path: [] }, versions, ruling) as WorkflowDocument;
}

const each = <T, U>({ base, mine, theirs }: Versions<T>, of: (one: T) => U): Versions<U> => ({
  base: of(base),
  mine: of(mine),
  theirs: of(theirs),
});

function mergeNodes(
  documents: Versions<WorkflowDocument>,
  { gone }: Removals,
  catalogue: Catalogue,
  ruling: Ruling,
): WorkflowNode[] {
  const { base, mine, theirs } = each(documents, ({ nodes }) => keyed(nodes, ({ id }) => id));
  return arranged(mine.keys(), theirs.keys()).flatMap((key): WorkflowNode[] => {
    const [was, own, other] = [base.get(key), mine.get(key), theirs.get(key)];
    const one = own ?? other;
    if (!one || gone.has(key)) return [];
    const place = { of: { kind: "step" as const, id: one.id }, path: [] };
    const versions = { base: was as Json | undefined, mine: own as Json, theirs: other as Json };
    const both = own && other;
    const node = both ? (mergeValue(stepShape(own, catalogue), place, versions, ruling) as WorkflowNode) : one;
    return [node.parent !== undefined && gone.has(node.parent) ? outside(node) : node];
  });
}

const outside = ({ parent: _parent, ...node }: WorkflowNode) => node as WorkflowNode;

function mergeNotes(documents: Versions<WorkflowDocument>, ruling: Ruling): WorkflowNote[] {
  const { base, mine, theirs } = each(documents, ({ notes }) => keyed(notes, ({ id }) => id));
  return arranged(mine.keys(), theirs.keys()).flatMap((key): WorkflowNote[] => {
    const [was, own, other] = [base.get(key), mine.get(key), theirs.get(key)];
    const one = own ?? other;
    if (!one) return [];
    const of = { kind: "note" as const, id: one.id };
    const versions = { base: was as Json | undefined, mine: own as Json, theirs: other as Json };
    if (own && other) return [mergeValue(noteShape, { of, path: [] }, versions, ruling) as WorkflowNote];
    if (!was) return [one];
    if (one.text === was.text) return [];
    const by: Side = own ? "theirs" : "mine";
    const removal = { kind: "removal" as const, key: conflictKey(of), of, by, gone: [one.id], touched: [one.id] };
    return ruling.on(removal) === by ? [] : [one];
  });
}

function mergeEdges(documents: Versions<WorkflowDocument>, removals: Removals, ruling: Ruling): WorkflowEdge[] {
  const { base, mine, theirs } = each(documents, linksOf);
  const merged = new Map<string, WorkflowEdge>();
  const ids = new Set<string>();
  for (const key of arranged(arranged(mine.keys(), theirs.keys()), base.keys())) {
    const [was, own, other] = [base.get(key), mine.get(key), theirs.get(key)];
    const link = own && other ? mergeLooks(was, own, other, ruling) : (other ?? own ?? was);
    if (!link) continue;
    const stays = was
      ? (own !== undefined || takenBack(was, removals, "mine")) &&
        (other !== undefined || takenBack(was, removals, "theirs"))
      : (own && other) || !isDropped(link, documents.base, removals, own ? "mine" : "theirs");
    const led = stays ? withEnds(link, documents.base, removals) : undefined;
    const [[place] = []] = led ? linksOf({ edges: [led] }) : [];
    if (!led || place === undefined || (led !== link && (mine.has(place) || theirs.has(place) || merged.has(place))))
      continue;
    const id = freeId(ids, led.id, documents);
    ids.add(id);
    merged.set(led === link ? key : place, id === led.id ? led : { ...led, id });
  }
  return [...merged.values()];
}

/** A link is what it joins; what else it has, its id say, nobody is asked about. */
function mergeLooks(base: WorkflowEdge | undefined, mine: WorkflowEdge, theirs: WorkflowEdge, ruling: Ruling) {
  const place = { of: { kind: "workflow" as const }, path: [] };
  const versions = { base: base as Json | undefined, mine: mine as Json, theirs: theirs as Json };
  return mergeValue({ keys: () => "look" }, place, versions, ruling) as WorkflowEdge;
}

/** A link that went with a step which stays after all stays with it. */
const takenBack = ({ source, target }: WorkflowEdge, { kept }: Removals, side: Side): boolean =>
  kept[side].has(source) || kept[side].has(target);

/** A link that was to lead past a step which stays after all is not needed. */
function isDropped(link: WorkflowEdge, base: WorkflowDocument, { kept, removed }: Removals, side: Side): boolean {
  return kept[side].size > 0 && [...bridgedBy(link, base, removed[side])].some((id) => kept[side].has(id));
}

/** The same link where both its ends are there. */
function withEnds(link: WorkflowEdge, base: WorkflowDocument, { gone }: Removals): WorkflowEdge | undefined {
  return gone.has(link.source) || gone.has(link.target) ? ledOn(link, base, gone) : link;
}

function freeId(taken: ReadonlySet<string>, id: string, { mine, theirs }: Versions<WorkflowDocument>): string {
  if (!taken.has(id)) return id;
  const all = new Set([...taken, ...mine.edges.map((edge) => edge.id), ...theirs.edges.map((edge) => edge.id)]);
  for (let count = all.size + 1; ; count += 1) if (!all.has(`e${count}`)) return `e${count}`;
}
