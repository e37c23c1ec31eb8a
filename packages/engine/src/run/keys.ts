/**
 * Keys of steps: the node's id, and in loops the indexes of the items, outer first: `send[12]`, nested `send[12][3]`.
 * A loop's item has the key of the loop's step and its index.
 */
export interface KeyParts {
  nodeId: string;
  indexes: readonly number[];
}

const none: readonly number[] = [];

/** Splits a key; the indexes are those of the items around the step, outer first. */
export function partsOfKey(key: string): KeyParts {
  const from = key.indexOf("[");
  if (from < 0) return { nodeId: key, indexes: none };
  const end = key.length - 1;
  // Most loops lie in none.
  if (key.indexOf("]", from) === end)
    return { nodeId: key.slice(0, from), indexes: [Number(key.slice(from + 1, end))] };
  return {
    nodeId: key.slice(0, from),
    indexes: key
      .slice(from + 1, -1)
      .split("][")
      .map(Number),
  };
}

/** `[12][3]`: what all steps of one item end in; nothing outside of loops. */
export function pathOf(key: string): string {
  const from = key.indexOf("[");
  return from < 0 ? "" : key.slice(from);
}

/** The part of a path that a node so many loops deep has. */
export function pathTo(path: string, depth: number): string {
  let end = 0;
  for (let level = 0; level < depth; level++) end = path.indexOf("]", end) + 1;
  return path.slice(0, end);
}

/** The key of an item: that of the loop's step, and which one it is. */
export const itemKey = (loopKey: string, index: number): string => `${loopKey}[${index}]`;
