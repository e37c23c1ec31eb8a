import type { RunEventBody } from "./events.js";
import { pathOf, pathTo } from "./keys.js";

/**
 * Entries of one append in an order that folds to the same: what is about one item of an outermost loop stands together,
 * and ends of such items behind it. Ten calls at a time begin and end by turns; a store has a row for each change of the
 * item (`rowsOf`), and so one for an item instead of two.
 */
export function byItem<E extends { event: RunEventBody }>(entries: readonly E[]): E[] {
  const ordered: E[] = [];
  const items = new Map<string, E[]>();
  let ends: E[] = [];
  const close = () => {
    for (const inside of items.values()) for (const entry of inside) ordered.push(entry);
    for (const entry of ends) ordered.push(entry);
    items.clear();
    ends = [];
  };
  for (const entry of entries) {
    const { event } = entry;
    const item = "key" in event ? pathTo(pathOf(event.key), 1) : "";
    const inside = items.get(item);
    if (item === "" && event.type === "item.settled") ends.push(entry);
    else if (item === "" || isFirstOfAll(event)) {
      close();
      ordered.push(entry);
    } else if (inside) inside.push(entry);
    else items.set(item, [entry]);
  }
  close();
  return ordered;
}

/** Of events that say so in several items the first counts. */
const isFirstOfAll = (event: RunEventBody) =>
  event.type === "step.succeeded" && (event.responds === true || event.ends !== undefined);
