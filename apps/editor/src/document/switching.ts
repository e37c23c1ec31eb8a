import type { Command } from "./commands.js";

/** Switches steps off, or on again: runs pass over what is off. */
export const switchSteps =
  (ids: ReadonlySet<string>, off: boolean): Command =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (!ids.has(node.id) || (node.disabled === true) === off) return node;
      const { disabled: _was, ...rest } = node;
      return (off ? { ...rest, disabled: true } : rest) as typeof node;
    }),
  });
