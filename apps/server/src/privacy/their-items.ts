import { isObject, partsOfKey, type Json, type RunEventBody } from "@leeway/engine";
import { namedParts } from "./erase-json.js";
import type { Marks } from "./marks.js";

/**
 * Which items of a run's loops are about a person: by the list of the loop, and by what any step of an item names. All that the
 * steps of such an item hold is theirs, also where it does not name them ("Dear Olena").
 */
export class TheirItems {
  /** The loop in which a node is done. */
  readonly #loopOf = new Map<string, string>();
  readonly #theirs = new Set<string>();

  constructor(private readonly marks: Marks) {}

  /** Told of the events of a run in their order. */
  see(event: RunEventBody): void {
    if (!("key" in event)) return;
    if (event.type === "step.started" && event.loop) {
      for (const node of event.loop.body) this.#loopOf.set(node, event.nodeId);
      const items = isObject(event.input) && Array.isArray(event.input["items"]) ? event.input["items"] : [];
      for (const [index, item] of items.entries())
        if (namedParts(item, this.marks).length > 0) this.#theirs.add(`${event.key}[${index}]`);
      return;
    }
    const [item] = this.#itemsOf(event.key);
    if (item !== undefined && namedParts(event as unknown as Json, this.marks).length > 0) this.#theirs.add(item);
  }

  /** Whether an event belongs to one of them, however deep inside. */
  has(event: RunEventBody): boolean {
    if (!("key" in event)) return false;
    if (event.type === "item.settled" && this.#theirs.has(`${event.key}[${event.index}]`)) return true;
    return this.#itemsOf(event.key).some((item) => this.#theirs.has(item));
  }

  /** The items inside of which a step is, the innermost first: `each[3]` for `send[3]`. */
  #itemsOf(key: string): string[] {
    const { nodeId, indexes } = partsOfKey(key);
    const items: string[] = [];
    let loop = this.#loopOf.get(nodeId);
    for (let depth = indexes.length; depth > 0 && loop !== undefined; depth--) {
      items.push(
        loop +
          indexes
            .slice(0, depth)
            .map((index) => `[${index}]`)
            .join(""),
      );
      loop = this.#loopOf.get(loop);
    }
    return items;
  }
}
