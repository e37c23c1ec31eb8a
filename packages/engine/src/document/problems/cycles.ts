import type { Plan } from "../../plan/plan.js";
import type { Survey } from "./report.js";

/** Steps that wait for each other, once for every tangle of them. Links into triggers are a problem of their own. */
export function checkCycles(survey: Survey): void {
  const place = new Map(survey.document.nodes.map(({ id }, index) => [id, index]));
  for (const tangle of tangles(survey.plan)) {
    const nodes = tangle.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    survey.error("node.cycle", { nodeId: nodes[0] ?? "" }, { path: nodes.join(", ") });
  }
}

/** Tarjan's strongly connected components that are cycles; without recursion, for chains of any length. */
function tangles(plan: Plan): string[][] {
  const targets = (id: string) =>
    (plan.nodes.get(id)?.outgoing ?? [])
      .map(({ target }) => target)
      .filter((target) => !plan.nodes.get(target)?.trigger);
  const found: string[][] = [];
  const marks = new Map<string, { index: number; low: number; open: boolean }>();
  const stack: string[] = [];
  // What the topological order reached is in no cycle.
  const clear = new Set(plan.order);
  const enter = (id: string) => {
    const mark = { index: marks.size, low: marks.size, open: true };
    marks.set(id, mark);
    stack.push(id);
    return { id, mark, rest: targets(id) };
  };
  const leave = (id: string, low: number, index: number) => {
    if (low !== index) return;
    const part = stack.splice(stack.lastIndexOf(id));
    for (const one of part) {
      const mark = marks.get(one);
      if (mark) mark.open = false;
    }
    if (part.length > 1 || targets(id).includes(id)) found.push(part);
  };
  for (const start of plan.nodes.keys()) {
    if (marks.has(start) || clear.has(start)) continue;
    const calls = [enter(start)];
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const next = call.rest.pop();
      if (next === undefined) {
        calls.pop();
        leave(call.id, call.mark.low, call.mark.index);
        const caller = calls.at(-1);
        if (caller) caller.mark.low = Math.min(caller.mark.low, call.mark.low);
        continue;
      }
      const mark = marks.get(next);
      if (!mark) calls.push(enter(next));
      else if (mark.open) call.mark.low = Math.min(call.mark.low, mark.index);
    }
  }
  return found;
}
