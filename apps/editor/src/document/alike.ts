import { isEqual, type WorkflowNode } from "@leeway/engine";

type Nodes = ReadonlyMap<string, WorkflowNode>;

/**
 * The steps as far as one thing of them goes: the same ones until that changes, or a step comes or goes. Whoever shows no
 * more of them is not drawn anew with every letter that is written in one.
 */
function alikeIn(isSame: (one: WorkflowNode, other: WorkflowNode) => boolean): (nodes: Nodes) => Nodes {
  const alike = new WeakMap<Nodes, Nodes>();
  let newest: Nodes = new Map();
  return (nodes) => {
    const known = alike.get(nodes);
    if (known) return known;
    const same = (node: WorkflowNode) => {
      const before = newest.get(node.id);
      return before === node || (before?.type === node.type && isSame(before, node));
    };
    if (newest.size !== nodes.size || ![...nodes.values()].every(same)) newest = nodes;
    alike.set(nodes, newest);
    return newest;
  };
}

/** The steps by kind and name. */
export const namedAlike = alikeIn((one, other) => one.name === other.name);
/** The steps by kind and by what the ids in their params are called. */
export const labelledAlike = alikeIn((one, other) => isEqual(one.labels, other.labels));
