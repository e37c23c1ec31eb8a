import { referencesOf, type Reference } from "../expressions/references.js";
import { isTemplate, parseTemplate } from "../expressions/template.js";
import { rootNames } from "../expressions/scope.js";
import type { Json } from "../json.js";
import type { Plan, PlanNode } from "../plan/plan.js";
import { upstreamOf } from "../plan/upstream.js";

/** What the params of a step name of all that their scope could hold. */
export interface Named {
  roots: readonly string[];
  /** Ids of steps that come before it; "all" where it cannot be read off the text which ones are meant. */
  steps: readonly string[] | "all";
}

/** Read off the texts of a plan once, whatever runs of it there are. */
export function namedBy(plan: Plan, nodeId: string): Named {
  let known = plans.get(plan);
  if (!known) plans.set(plan, (known = read(plan)));
  return known.get(nodeId) ?? nothing;
}

const plans = new WeakMap<Plan, ReadonlyMap<string, Named>>();
const nothing: Named = { roots: [], steps: [] };
const everything: Named = { roots: rootNames, steps: "all" };

function read(plan: Plan): ReadonlyMap<string, Named> {
  const isUpstream = upstreamOf(plan);
  const named = new Map<string, Named>();
  for (const [id, found] of plan.nodes) {
    const references = referencesIn(found);
    if (!references) named.set(id, everything);
    if (!references || references.length === 0) continue;
    const steps = new Set<string>();
    let all = false;
    for (const { root, path } of references) {
      if (root !== "steps") continue;
      const step = path[0] === undefined ? undefined : String(path[0]);
      if (step === undefined) all = true;
      else if (isUpstream(step, id)) steps.add(step);
    }
    named.set(id, { roots: [...new Set(references.map(({ root }) => root))], steps: all ? "all" : [...steps] });
  }
  return named;
}

/** Nothing where a fault of ours is in the way: its own step says so when it is its turn, and no other is the worse. */
function referencesIn(found: PlanNode): Reference[] | undefined {
  try {
    return textsOf(found).flatMap((text) => {
      const parsed = parseTemplate(text);
      return parsed.ok ? referencesOf(parsed.template) : [];
    });
  } catch {
    return undefined;
  }
}

/** Every text with an expression that could take part in making the params. */
function textsOf({ node, definition }: PlanNode): string[] {
  const texts: string[] = [];
  const open: Json[] = [node.params, ...(definition?.params.map(({ default: value }) => value ?? null) ?? [])];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "string" && isTemplate(value)) texts.push(value);
    else if (value !== null && typeof value === "object") for (const one of Object.values(value)) open.push(one);
  }
  return texts;
}
