import { isObject, type Json, type Where, type WorkflowDocument } from "@leeway/engine";
import { patchNode, type Command } from "../../document/commands.js";
import { emptyWhere, readWhere } from "./where-model.js";

/** One way of a switch. Its id is a port of the card. */
export interface Case {
  id: string;
  where: Where;
}

export const readCases = (value: Json | undefined): Case[] =>
  Array.isArray(value)
    ? value.map((one) => ({
        id: isObject(one) && typeof one["id"] === "string" ? one["id"] : "",
        where: readWhere(isObject(one) ? one["where"] : undefined),
      }))
    : [];

/** A further case under a free id. */
export function withCase(cases: readonly Case[]): Case[] {
  const taken = new Set(cases.map(({ id }) => id));
  let number = cases.length + 1;
  while (taken.has(`case_${number}`)) number += 1;
  return [...cases, { id: `case_${number}`, where: emptyWhere }];
}

/** Two neighbours change places: the first case that fits wins. */
export function swapped(cases: readonly Case[], at: number, to: number): Case[] {
  const next = [...cases];
  const [a, b] = [next[at], next[to]];
  if (a && b) [next[at], next[to]] = [b, a];
  return next;
}

const put = (document: WorkflowDocument, nodeId: string, param: string, cases: readonly Case[]) =>
  patchNode(nodeId, (node) => {
    const { [param]: _old, ...rest } = node.params;
    return { ...node, params: cases.length === 0 ? rest : { ...node.params, [param]: cases as unknown as Json } };
  })(document);

export const setCases =
  (nodeId: string, param: string, cases: readonly Case[]): Command =>
  (document) =>
    put(document, nodeId, param, cases);

/** A case under another id: its links follow, unless two cases would share them. */
export const renameCase =
  (nodeId: string, param: string, cases: readonly Case[], at: number, id: string): Command =>
  (document) => {
    const old = cases[at]?.id ?? "";
    const next = put(
      document,
      nodeId,
      param,
      cases.map((one, index) => (index === at ? { ...one, id } : one)),
    );
    const shared = cases.some((one, index) => index !== at && (one.id === old || one.id === id));
    if (old === "" || id === "" || shared) return next;
    const edges = next.edges.map((edge) =>
      edge.source === nodeId && edge.sourceHandle === old ? { ...edge, sourceHandle: id } : edge,
    );
    return { ...next, edges };
  };

/** Takes a case away with the links that began there. */
export const removeCase =
  (nodeId: string, param: string, cases: readonly Case[], at: number): Command =>
  (document) => {
    const gone = cases[at]?.id;
    const left = cases.filter((_, index) => index !== at);
    const next = put(document, nodeId, param, left);
    if (left.some(({ id }) => id === gone)) return next;
    return { ...next, edges: next.edges.filter((edge) => edge.source !== nodeId || edge.sourceHandle !== gone) };
  };
