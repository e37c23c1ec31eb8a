import type { AttentionChange } from "../run/attention.js";
import type { Json } from "../json.js";
import type { Lane, WorkflowDocument } from "../document/document.js";
import type { StepError } from "../failures.js";
import type { RunEvent, RunEventBody, RunStatus, WaitsFor } from "../run/events.js";
import type { RunState } from "../run/state.js";
import type { ParentOfRun } from "../run/state.js";

/** A run to be accepted. Committed with its first event, or not at all. */
export interface NewRun {
  id: string;
  workspaceId: string;
  workflowId: string;
  /** The pinned document; `version` is its published number or `draft`. */
  documentId: string;
  version: number | "draft";
  trigger: string;
  payload: Json;
  rehearsal: boolean;
  replayOf?: string;
  /**
   * Made only while nothing else does what it repeats (`Elsewhere`). A rehearsal is none beside a real one, and a run that was
   * cancelled before anything of it began has repeated nothing. `takesOver`: whether a step is taken over, so that it does not
   * start again what it has started.
   */
  unlessReplayed?: { takesOver: (step: string) => boolean };
  /** Where that one is a replay as well: the run with which it began. */
  origin?: string;
  /** What a replay takes over: follows the first event at once. */
  taken?: readonly RunEventBody[];
  /** The step of another run that makes it; that run is made due in the write in which this one ends. */
  parent?: ParentOfRun;
  /** How many runs of its workflow there may be at a time. */
  admission?: Admission;
  /** Another lane of the limiter than its workflow's. */
  lane?: Lane;
  /** The key of its admission could not be made: it goes without one, and says so. */
  keyError?: StepError;
  /** Unique within workflow and trigger: a second run with the same key is the first one. */
  dedupeKey?: string;
  /** A run with that key made at or before this time no longer counts: it gives the key up to this one. */
  dedupeAfter?: number;
  at: number;
}

/**
 * Of one workflow's runs that have not ended, `limit` go at a time, and of those with the same key one. The rest is `queue`:
 * waits in order, nobody's · `skip`: ends at once as `run.skipped` · `cancelOld`: the older are told to end, it waits for them.
 * A run that needs a person holds its key, but no place.
 */
export interface Admission {
  limit: number;
  policy: "skip" | "queue" | "cancelOld";
  key?: string;
}

/** Who is to hold a run, and for how long at first. */
export interface Holder {
  worker: string;
  leaseMs: number;
}
/** A new run that is held from its birth on, with what its maker has computed of it already. */
export interface Birth extends Holder {
  /** Follow the run's first event. Nothing of them may have had an effect outside. */
  events: readonly RunEventBody[];
  /** What they come to; without it the run is queued. */
  summary?: RunSummary;
  /** What of them waits for people. */
  attention?: AttentionChange;
  /** It is let go again with the same write. */
  release?: boolean;
}
/**
 * Where the run is that stands in the way of a repetition. itself: it repeats the same, or was started anew in its place · above:
 * it has started what is to be repeated, or repeats what has, and has not ended · below: it repeats what the run had started.
 */
export type Elsewhere = "itself" | "above" | "below";

/** `claim`: the new run is held as was wished. */
export interface Created {
  runId: string;
  /** There is a run already that stands for it: the one with its key. */
  duplicate: boolean;
  /** That one stands in the way of a repetition. */
  elsewhere?: Elsewhere;
  claim?: Claim;
  /** It has to wait for a place, or ended without one. */
  held?: "queued" | "skipped";
  /** Older runs that were told in the same write to end for it, and how far their logs go with that. */
  replaces?: { runId: string; seq: number; status: RunStatus }[];
}

/** The right to move a run. An append with an older fence changes nothing. */
export interface Claim {
  runId: string;
  fence: number;
  /** Claims since the last progress, this one included; after five without any, the next ends as `run.crashed`. */
  claims: number;
  /** It has no place among the runs of its workflow that go; see `takePlace`. */
  rests?: true;
}

/**
 * goes: it has a place, or needs none · waits: it is held no more, is told as waiting, and due when its turn comes · behind: something was said of
 * it that its holder has to read first: it may have to end, which needs no place · lost: the fence is old.
 */
export type PlaceTaken = "goes" | "waits" | "behind" | "lost";

/** What a waiting run waits for, and until when; null = until it comes. */
export interface RunWait {
  reason: WaitsFor | "retry";
  until: number | null;
}

/** What lists show of a run; written with every append, always derived from the log. */
export interface RunSummary {
  status: RunStatus;
  /** When the run wants to be claimed again: 0 = at once, null = never by itself. */
  dueAt: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  error: StepError | null;
  handledErrors: number;
  /** Of one that waits: of several waits the one to tell of. */
  wait?: RunWait;
}

export interface RunRecord {
  id: string;
  workspaceId: string;
  workflowId: string;
  workflowName: string;
  document: WorkflowDocument;
  events: RunEvent[];
  /** What came before these events, where somebody knows it already. */
  state?: RunState;
}

export interface AppendRequest {
  /** The last event the writer has seen. */
  after: number;
  events: RunEventBody[];
  summary: RunSummary;
  /** What they change in what waits for people; kept in the same write. Of a run that has ended nothing waits. */
  attention?: AttentionChange;
  /** The holder's fence; absent for signals (cancel, resolve), which need none. */
  fence?: number;
  /** The holder lets the run go. */
  release?: boolean;
}
/**
 * Made when its turn to be written comes, so that all that has come until then goes with it; nothing where the writer has
 * given the run up meanwhile.
 */
export type LateRequest = () => AppendRequest | undefined;
/** What is to be written now. */
export const requestNow = (made: AppendRequest | LateRequest): AppendRequest | undefined =>
  typeof made === "function" ? made() : made;
export type AppendResult =
  /** `wakes`: runs that are due now because this one has ended, for a nudge. */
  | { kind: "appended"; seq: number; wakes?: string[] }
  /** Somebody appended in between; here is what was missed. */
  | { kind: "behind"; missed: RunEvent[] }
  /** The fence is old: the run belongs to somebody else. */
  | { kind: "lost" };

export interface RunStore {
  /**
   * Resolves once committed. With a birth the run is held at once, and what was computed of it is in the same write: a
   * short run without calls is one commit instead of three.
   */
  create(run: NewRun, birth?: Birth): Promise<Created>;
  /** Takes a run that nobody holds, due or not (a wake-up may come before its time); null when held, finished or unknown. */
  claim(runId: string, worker: string, leaseMs: number): Promise<Claim | null>;
  /**
   * To be asked before a held run begins anything after it has needed a person, when its place was given away. `after`: the
   * last event that its holder has seen.
   */
  takePlace(claim: Claim, after: number): Promise<PlaceTaken>;
  /** Prolongs leases; answers the runs that are lost. */
  renew(claims: Claim[], leaseMs: number): Promise<string[]>;
  /** With the events that still matter: those of items that have ended, besides their end, may be left out. */
  load(runId: string): Promise<RunRecord | null>;
  /** The only write of a run. Resolves once committed. */
  append(runId: string, request: AppendRequest | LateRequest): Promise<AppendResult>;
  /** The events of one item of a loop, or of all items inside it, by its path (`[12]`), in their order. */
  itemEvents(runId: string, path: string): Promise<RunEvent[]>;
  /** The next events, at most `limit` and fewer where they are long; none only where there are none. */
  eventsAfter(runId: string, seq: number, limit: number): Promise<RunEvent[]>;
  /** So many runs of a workflow go at a time from now on, those that wait in its lines already too. */
  setLimit(workflowId: string, limit: number): Promise<void>;
  /** Ids of runs that wait for a worker now, oldest first. */
  due(now: number, limit: number): Promise<string[]>;
}
