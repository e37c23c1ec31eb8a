import { itemName, partsOfKey, pathOf, type RunState, type StepState } from "@leeway/engine";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ItemLog } from "./item-log.js";

/** Items that are looked at before others have their turn. */
const ITEMS_AT_ONCE = 200;

/** What of a document the order of its steps needs. */
export interface PlacedNode {
  id: string;
  /** The loop that it is in. */
  parent?: string | undefined;
}

/** The order of steps: as in the document, and of loops by item. */
export class StepOrder {
  readonly #places: ReadonlyMap<string, number>;
  readonly #parents: ReadonlyMap<string, string | undefined>;

  constructor(nodes: readonly PlacedNode[]) {
    this.#places = new Map(nodes.map(({ id }, index) => [id, index]));
    this.#parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  }

  sorted(steps: Iterable<StepState>): StepState[] {
    const place = ({ nodeId }: StepState) => this.#places.get(nodeId) ?? 0;
    return [...steps].sort((a, b) => place(a) - place(b));
  }

  /** Whether a node stands directly in that loop. */
  isIn(nodeId: string, loop: string): boolean {
    return this.#parents.get(nodeId) === loop;
  }

  /** The loop that a node is in, the outermost one. */
  outermost(nodeId: string): string | undefined {
    let found: string | undefined;
    const seen = new Set<string>();
    for (let up = this.#parents.get(nodeId); up !== undefined && !seen.has(up); up = this.#parents.get(up)) {
      seen.add(up);
      found = up;
    }
    return found;
  }
}

/**
 * The steps after the one with this key, at most so many: first those outside of loops, then loop by loop those of the
 * items, by their indexes. Nothing where there is no such step. Reads the items that it shows alone.
 */
export async function stepsAfter(
  log: ItemLog,
  runId: string,
  state: RunState,
  order: StepOrder,
  { after, most }: { after: string | undefined; most: number },
): Promise<StepState[] | undefined> {
  const found: StepState[] = [];
  const outside = order.sorted([...state.steps.values()].filter(({ key }) => pathOf(key) === ""));
  const loops = outside.filter(({ loop }) => loop);
  const path = pathOf(after ?? "");
  if (after === undefined || path === "") {
    const place = after === undefined ? 0 : outside.findIndex(({ key }) => key === after) + 1;
    if (after !== undefined && place === 0) return undefined;
    found.push(...outside.slice(place));
  }
  const begun = path === "" ? undefined : order.outermost(partsOfKey(after ?? "").nodeId);
  const place = begun === undefined ? 0 : loops.findIndex(({ nodeId }) => nodeId === begun);
  if (place < 0) return undefined;
  for (const [index, loop] of loops.slice(place).entries()) {
    if (found.length >= most) break;
    const from = index === 0 && begun !== undefined ? after : undefined;
    await addItems({ log, runId, order, found, most }, loop, from);
  }
  return found.slice(0, most);
}

/** The steps directly in one item of a loop, `people[12]`. */
export function stepsOfItem(log: ItemLog, runId: string, order: StepOrder, item: string): StepState[] {
  const { nodeId } = partsOfKey(item);
  const steps = log.steps(runId, itemName(pathOf(item)));
  return order.sorted(steps.filter((step) => order.isIn(step.nodeId, nodeId)));
}

interface Adding {
  log: ItemLog;
  runId: string;
  order: StepOrder;
  found: StepState[];
  most: number;
}

/** The steps of one loop's items after that key. */
async function addItems({ log, runId, order, found, most }: Adding, loop: StepState, after?: string): Promise<void> {
  const end = itemName(`[${loop.loop?.count ?? 0}]`);
  let from = after === undefined ? "" : itemName(pathOf(after));
  for (;;) {
    const names = log.names(runId, from, end, ITEMS_AT_ONCE);
    for (const name of names) {
      const own = order.sorted(log.steps(runId, name)).filter(({ nodeId }) => order.outermost(nodeId) === loop.nodeId);
      found.push(...own.slice(own.findIndex(({ key }) => key === after) + 1));
      if (found.length >= most) return;
    }
    const last = names.at(-1);
    if (last === undefined || names.length < ITEMS_AT_ONCE) return;
    // The next name there can be.
    from = `${last} `;
    await nextTurn();
  }
}
