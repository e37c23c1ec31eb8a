import type { WorkflowDocument } from "../document/document.js";
import type { Birth, Created, NewRun, RunStore, WorkspaceScope } from "../ports.js";
import type { RunState } from "../run/state.js";
import { recordOf } from "./beginning.js";
import { Drive } from "./drive.js";
import type { WorkerParts } from "./parts.js";

/** A run that ends with its first write. */
export interface Foreseen {
  birth: Birth;
  state: RunState;
}

/** What a run is computed with where nothing else is at hand. */
export interface AtHand extends Pick<WorkerParts, "clock" | "bounds" | "catalogue" | "runners" | "random"> {
  scope: WorkspaceScope;
}

/**
 * Computes a new run, and keeps nothing: what its worker would write first, for whoever does that. Nothing where that
 * would not be the end of the run, or where more is needed for it than is at hand: then it is the worker's from the
 * beginning.
 */
export async function foresee(run: NewRun, document: WorkflowDocument, at: AtHand): Promise<Foreseen | undefined> {
  const { scope, ...own } = at;
  let birth: Birth | undefined;
  let foreseen: Foreseen | undefined;
  let lacking = false;
  const lacks = () => {
    lacking = true;
  };
  const create = (_run: NewRun, first?: Birth): Promise<Created> => {
    birth = first;
    return unclaimed;
  };
  const parts: WorkerParts = {
    ...outOfReach,
    ...own,
    store: { ...noStore, create },
    workspaces: { scope: () => Promise.resolve(scope) },
    // Also how it is found out that something was out of reach.
    surprise: lacks,
  };
  const born = (_made: Created, state: RunState) => {
    if (birth?.release && state.finishedAt !== undefined) foreseen = { birth, state };
  };
  const unborn = { run, holder: nobody, born, failed: lacks };
  const drive = new Drive(recordOf(run, document), { runId: run.id, fence: 1, claims: 1 }, parts, unborn);
  await drive.run().catch(lacks);
  return lacking ? undefined : foreseen;
}

const nobody = { worker: "", leaseMs: 0 };
/** Not ours to move: the drive ends there. */
const unclaimed: Promise<Created> = Promise.resolve({ runId: "", duplicate: false });

const missing = (): never => {
  throw new Error("out of reach where runs are foreseen");
};
const noStore: RunStore = {
  create: missing,
  claim: missing,
  renew: missing,
  load: missing,
  append: missing,
  itemEvents: missing,
  eventsAfter: missing,
  due: missing,
};
const outOfReach = {
  gate: { take: missing, release: missing, freeze: missing, leave: () => {}, isGood: missing },
  secrets: { open: missing, standIn: missing },
  http: { send: missing },
  mail: { send: missing },
  once: { first: missing },
  doubts: { sending: missing, claim: missing },
  code: { run: missing },
  children: { start: missing, outcome: missing, find: missing, cancel: missing },
  feed: { announce: missing, listen: missing },
  brakes: { on: missing, onChange: missing },
  wakeups: { nudge: missing, onNudge: missing },
  callbackUrl: missing,
  sayError: missing,
};
