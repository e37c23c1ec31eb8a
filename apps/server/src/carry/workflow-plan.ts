import type { CarriedWorkflow, ImportWorkspace } from "@leeway/api";
import { ownOf, retarget, type Targets, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { newWorkflowId } from "../workflows/workflows.service.js";
import { NamePairs } from "./name-pairs.js";
import type { Steps } from "../pace/steps.js";

/** As the editor lets names be. */
const LONGEST_NAME = 200;

/** A workflow of the workspace. */
export interface There {
  id: string;
  name: string;
  revision: number;
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
  /** The draft that is here by its name. */
  draft: WorkflowDocument | undefined;
  /** What is to be here afterwards, of one that comes or is here just so. */
  document: WorkflowDocument | undefined;
}

/** What a plan is made of. */
export interface PlanOf {
  there: readonly There[];
  wish: Pick<ImportWorkspace, "file" | "choices" | "perWorkflow">;
  /** Ids of the file → ids here. */
  credentials: ReadonlyMap<string, string>;
  draftOf: (id: string) => WorkflowDocument | undefined;
}

/** Finds out what becomes of each workflow of a file, before any of it is done. */
export function* planWorkflows({ there, wish, credentials, draftOf }: PlanOf): Steps<Planned[]> {
  const { file, choices, perWorkflow } = wish;
  const coming = file.workflows.map(({ document }) => document.name);
  const pairs = new NamePairs(there, ({ name }) => name, coming);
  const planned: Planned[] = [];
  for (const one of file.workflows) {
    const { name } = one.document;
    const pair = pairs.pairOf(name);
    const own = ownOf(perWorkflow, one.id);
    const plan = { one, pair, as: name, draft: pair && draftOf(pair.id), document: undefined };
    const choice = own ?? choices.workflows;
    const does = ({ mine: "keep", theirs: "replace", both: "copy" } as const)[choice];
    if (pair) planned.push({ ...plan, id: pair.id, as: does === "keep" ? pair.name : name, does });
    else if (own === "mine") planned.push({ ...plan, id: undefined, does: "leave" });
    else planned.push({ ...plan, id: newWorkflowId(), does: "make" });
    yield;
  }
  const alike = yield* alikeOf(planned, credentials);
  for (const plan of planned) {
    if (alike.has(plan)) Object.assign(plan, { does: "nothing" });
    else if (plan.does === "copy")
      Object.assign(plan, { id: newWorkflowId(), as: pairs.freeName(plan.one.document.name, LONGEST_NAME) });
  }
  const to = { credentials, workflows: idsOf(planned) };
  for (const plan of planned) {
    if (plan.does === "nothing") plan.document = plan.draft;
    else if (plan.does !== "keep" && plan.does !== "leave") plan.document = comingAs(plan, to);
    yield;
  }
  return planned;
}

/** The document of one as it is to be here, with the ids of what is here. */
const comingAs = ({ one, as }: Pick<Planned, "one" | "as">, to: Targets): WorkflowDocument => ({
  ...retarget(one.document, to, catalogue),
  name: as,
});

/** By which id each workflow of the file is called here. */
const idsOf = (planned: readonly Planned[]): Map<string, string> =>
  new Map(planned.flatMap(({ one, id }) => (id === undefined ? [] : [[one.id, id] as const])));

/** Those that are here just so, and stay so: not one that is to call another which comes twice. */
function* alikeOf(planned: readonly Planned[], credentials: ReadonlyMap<string, string>): Steps<Set<Planned>> {
  const to = { credentials, workflows: idsOf(planned) };
  const alike = new Set<Planned>();
  for (const plan of planned) {
    const { one, draft } = plan;
    const coming = draft && comingAs({ one, as: one.document.name }, to);
    if (coming && JSON.stringify(draft) === JSON.stringify(coming)) alike.add(plan);
    yield;
  }
  const twice = planned.filter((plan) => plan.does === "copy" && !alike.has(plan));
  const callers = yield* callersIn(twice.length === 0 ? [] : planned);
  for (const { one } of twice)
    for (const caller of callers.get(one.id) ?? [])
      if (caller.does !== "keep" && alike.delete(caller) && caller.does === "copy") twice.push(caller);
  return alike;
}

function* callersIn(planned: readonly Planned[]): Steps<Map<string, Planned[]>> {
  const callers = new Map<string, Planned[]>();
  for (const plan of planned) {
    const called = new Set<string>();
    const workflows = { get: (id: string) => void called.add(id) };
    retarget(plan.one.document, { credentials: new Map(), workflows }, catalogue);
    for (const id of called) callers.set(id, [...(callers.get(id) ?? []), plan]);
    yield;
  }
  return callers;
}
