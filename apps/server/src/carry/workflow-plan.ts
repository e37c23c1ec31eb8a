import type { CarriedWorkflow, ImportWorkspace } from "@leeway/api";
import { ownOf, retarget, type Targets, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { documentOf } from "../workflows/workflow.rows.js";
import { newWorkflowId } from "../workflows/workflows.service.js";
import { NamePairs } from "./name-pairs.js";

/** As the editor lets names be. */
const LONGEST_NAME = 200;

/** A workflow of the workspace. */
export interface There {
  id: string;
  name: string;
  revision: number;
  document: string;
  /** The version that is live. */
  published: number | null;
}
/** What is to become of one: under which id and name, and in whose place. */
export interface Planned {
  one: CarriedWorkflow;
  /** Undefined of one that stays in the file, and has nothing here by its name. */
  id: string | undefined;
  as: string;
  pair: There | undefined;
  does: "make" | "copy" | "replace" | "keep" | "leave" | "nothing";
}

/** Finds out what becomes of each workflow of a file, before any of it is done. */
export function planWorkflows(
  there: readonly There[],
  { file, choices, perWorkflow }: Pick<ImportWorkspace, "file" | "choices" | "perWorkflow">,
  credentials: ReadonlyMap<string, string>,
): Planned[] {
  const coming = file.workflows.map(({ document }) => document.name);
  const pairs = new NamePairs(there, ({ name }) => name, coming);
  const planned = file.workflows.map((one): Planned => {
    const { name } = one.document;
    const pair = pairs.pairOf(name);
    const own = ownOf(perWorkflow, one.id);
    if (!pair && own === "mine") return { one, id: undefined, as: name, pair, does: "leave" };
    if (!pair) return { one, id: newWorkflowId(), as: name, pair, does: "make" };
    const choice = own ?? choices.workflows;
    const does = ({ mine: "keep", theirs: "replace", both: "copy" } as const)[choice];
    return { one, id: pair.id, as: does === "keep" ? pair.name : name, pair, does };
  });
  const alike = alikeOf(planned, credentials);
  for (const plan of planned) {
    if (alike.has(plan)) Object.assign(plan, { does: "nothing" });
    else if (plan.does === "copy")
      Object.assign(plan, { id: newWorkflowId(), as: pairs.freeName(plan.one.document.name, LONGEST_NAME) });
  }
  return planned;
}

/** The document of one as it is to be here, with the ids of what is here. */
export const comingAs = ({ one, as }: Planned, to: Targets): WorkflowDocument => ({
  ...retarget(one.document, to, catalogue),
  name: as,
});

/** By which id each workflow of the file is called here. */
export const idsOf = (planned: readonly Planned[]): Map<string, string> =>
  new Map(planned.flatMap(({ one, id }) => (id === undefined ? [] : [[one.id, id] as const])));

/** Those that are here just so, and stay so: not one that is to call another which comes twice. */
function alikeOf(planned: readonly Planned[], credentials: ReadonlyMap<string, string>): Set<Planned> {
  const to = { credentials, workflows: idsOf(planned) };
  const alike = new Set(
    planned.filter((plan) => {
      const { one, pair } = plan;
      if (!pair) return false;
      const coming = comingAs({ ...plan, as: one.document.name }, to);
      return JSON.stringify(documentOf(pair.document)) === JSON.stringify(coming);
    }),
  );
  const callers = callersIn(planned);
  const twice = planned.filter((plan) => plan.does === "copy" && !alike.has(plan));
  for (const { one } of twice)
    for (const caller of callers.get(one.id) ?? [])
      if (caller.does !== "keep" && alike.delete(caller) && caller.does === "copy") twice.push(caller);
  return alike;
}

function callersIn(planned: readonly Planned[]): Map<string, Planned[]> {
  const callers = new Map<string, Planned[]>();
  for (const plan of planned) {
    const called = new Set<string>();
    const workflows = { get: (id: string) => void called.add(id) };
    retarget(plan.one.document, { credentials: new Map(), workflows }, catalogue);
    for (const id of called) callers.set(id, [...(callers.get(id) ?? []), plan]);
  }
  return callers;
}
