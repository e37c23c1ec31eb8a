import type { Json } from "../../json.js";
import { isEqual } from "../../same.js";
import type { WorkflowDocument, WorkflowNode } from "../document.js";
import { conflictKey, otherSide, type Ruling, type Side, type Versions } from "./conflict.js";
import { bridgedBy, linksOf } from "./links.js";

/** What became of the steps that one side took away. */
export interface Removals {
  /** Steps that are not there any more, of either side. */
  gone: ReadonlySet<string>;
  /** By the side that took them away: steps that stay all the same. */
  kept: Readonly<Record<Side, ReadonlySet<string>>>;
  /** What each side took away. */
  removed: Readonly<Record<Side, ReadonlySet<string>>>;
}

/**
 * A loop goes with what is in it, as one. Where the other side has gone on working at anything of that, somebody has to
 * say whether it goes; else it goes without a word.
 */
export function settleRemovals(documents: Versions<WorkflowDocument>, ruling: Ruling): Removals {
  const removed = { mine: removedBy("mine", documents), theirs: removedBy("theirs", documents) };
  const gone = new Set([...removed.mine].filter((id) => removed.theirs.has(id)));
  const kept = { mine: new Set<string>(), theirs: new Set<string>() };
  for (const by of ["mine", "theirs"] as const) {
    const work = new Work(documents, otherSide(by), removed);
    for (const [id, steps] of unitsOf(documents.base, removed[by])) {
      const inside = steps.filter((step) => !gone.has(step));
      const added = work.addedIn(steps);
      const touched = [...inside.filter((step) => work.at(step)), ...added, ...work.movedInto(steps)];
      const of = { kind: "step" as const, id };
      const conflict = { kind: "removal" as const, key: conflictKey(of), of, by, gone: [...inside, ...added], touched };
      const goes = touched.length === 0 || ruling.on(conflict) === by;
      for (const step of inside) (goes ? gone : kept[by]).add(step);
      if (goes) for (const step of added) gone.add(step);
    }
  }
  return { gone, kept, removed };
}

function removedBy(side: Side, documents: Versions<WorkflowDocument>): Set<string> {
  const there = new Set(documents[side].nodes.map(({ id }) => id));
  return new Set(documents.base.nodes.flatMap(({ id }) => (there.has(id) ? [] : [id])));
}

/** Removed steps by the outermost one around them that was removed as well. */
function unitsOf(base: WorkflowDocument, removed: ReadonlySet<string>): Map<string, string[]> {
  const parents = new Map(base.nodes.map(({ id, parent }) => [id, parent]));
  const units = new Map<string, string[]>();
  for (const id of removed) {
    const chain = new Set([id]);
    let top = id;
    for (let parent = parents.get(id); parent !== undefined && removed.has(parent); parent = parents.get(parent)) {
      if (chain.has(parent)) break;
      chain.add((top = parent));
    }
    units.set(top, [...(units.get(top) ?? []), id]);
  }
  return units;
}

/** What one side did to steps that the other one took away. */
class Work {
  readonly #base: ReadonlyMap<string, WorkflowNode>;
  readonly #nodes: ReadonlyMap<string, WorkflowNode>;
  /** Ends of links that it drew anew. */
  readonly #linked = new Set<string>();

  constructor(
    documents: Versions<WorkflowDocument>,
    readonly side: Side,
    removed: Readonly<Record<Side, ReadonlySet<string>>>,
  ) {
    const { base } = documents;
    this.#base = new Map(base.nodes.map((node) => [node.id, node]));
    this.#nodes = new Map(documents[side].nodes.map((node) => [node.id, node]));
    const other = removed[otherSide(side)];
    const old = linksOf(base);
    for (const [key, link] of linksOf(documents[side])) {
      if (old.has(key) || !(other.has(link.source) || other.has(link.target))) continue;
      if (bridgedBy(link, base, removed[side]).size > 0) continue;
      this.#linked.add(link.source).add(link.target);
    }
  }

  /** A step that is another one now, or has a further link. */
  at(id: string): boolean {
    const [was, is] = [this.#base.get(id), this.#nodes.get(id)];
    return this.#linked.has(id) || (was !== undefined && is !== undefined && !isSameWork(was, is));
  }

  /** Steps that it made inside of these, however deep. */
  addedIn(steps: readonly string[]): string[] {
    const around = new Set(steps);
    const added = new Set<string>();
    for (let size = -1; size !== added.size;) {
      size = added.size;
      for (const { id, parent } of this.#nodes.values())
        if (parent !== undefined && !this.#base.has(id) && (around.has(parent) || added.has(parent))) added.add(id);
    }
    return [...added];
  }

  /** Steps that it took into these. */
  movedInto(steps: readonly string[]): string[] {
    return [...this.#nodes.values()].flatMap(({ id, parent }) => {
      const was = this.#base.get(id);
      return was && parent !== undefined && parent !== was.parent && steps.includes(parent) ? [id] : [];
    });
  }
}

/** The same but for where it stands and what its ids are called. */
const isSameWork = (was: WorkflowNode, is: WorkflowNode): boolean =>
  was === is ||
  isEqual({ ...was, position: null, labels: null } as Json, { ...is, position: null, labels: null } as Json);
