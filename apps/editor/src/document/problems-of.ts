import type { ProblemDto } from "@leeway/api";
import { useEditor } from "./store.js";

const none: readonly ProblemDto[] = [];
const grouped = new WeakMap<readonly ProblemDto[], ReadonlyMap<string, readonly ProblemDto[]>>();

/** The problems of one step; the list is sorted by step once, however many cards ask. */
export const useProblemsOf = (nodeId: string): readonly ProblemDto[] =>
  useEditor(({ problems }) => byNode(problems).get(nodeId) ?? none);

function byNode(problems: readonly ProblemDto[]): ReadonlyMap<string, readonly ProblemDto[]> {
  const known = grouped.get(problems);
  if (known) return known;
  const map = new Map<string, ProblemDto[]>();
  for (const problem of problems) {
    if (problem.nodeId === undefined) continue;
    const list = map.get(problem.nodeId);
    if (list) list.push(problem);
    else map.set(problem.nodeId, [problem]);
  }
  grouped.set(problems, map);
  return map;
}
