import type { AttentionChange } from "./run/attention.js";
import type { RunState } from "./run/state.js";
import type { Json, JsonObject } from "./json.js";
import type { Lane, WorkflowDocument } from "./document/document.js";
import type { StepError } from "./failures.js";
import type { RunEvent, RunEventBody, RunStatus } from "./run/events.js";

/** Everything the engine needs from outside, on one screen. Every adapter passes the suites in testing/. */

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
  /** Where that one is a replay as well: the run with which it began. */
  origin?: string;
  /** What a replay takes over: follows the first event at once. */
  taken?: readonly RunEventBody[];
  /** The step of another run that makes it; that run is made due in the write in which this one ends. */
  parent?: { runId: string; key: string; depth: number };
  /** How many runs of its workflow there may be at a time. */
  admission?: Admission;
  /** The key of its admission could not be made: it goes without one, and says so. */
  keyError?: StepError;
  /** Unique within workflow and trigger: a second run with the same key is the first one. */
  dedupeKey?: string;
  at: number;
}

/**
 * Of one workflow's runs that have not ended, `limit` go at a time, and of those with the same key one. The rest is `queue`:
 * waits in order, nobody's · `skip`: ends at once as `run.skipped` · `cancelOld`: the older are asked to end, it waits for them.
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
/** `claim`: the new run is held as was wished. */
export interface Created {
  runId: string;
  duplicate: boolean;
  claim?: Claim;
  /** It has to wait for a place, or ended without one. */
  held?: "queued" | "skipped";
  /** Runs that are to be cancelled for it. */
  replaces?: string[];
}

/** The right to move a run. An append with an older fence changes nothing. */
export interface Claim {
  runId: string;
  fence: number;
  /** Claims since the last progress, this one included; after five without any, the next ends as `run.crashed`. */
  claims: number;
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
}

export interface RunRecord {
  id: string;
  workspaceId: string;
  workflowId: string;
  workflowName: string;
  document: WorkflowDocument;
  events: RunEvent[];
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
  /** Prolongs leases; answers the runs that are lost. */
  renew(claims: Claim[], leaseMs: number): Promise<string[]>;
  /** With the events that still matter: those of items that have ended, besides their end, may be left out. */
  load(runId: string): Promise<RunRecord | null>;
  /** The only write of a run. Resolves once committed. */
  append(runId: string, request: AppendRequest): Promise<AppendResult>;
  /** The events of one item of a loop, or of all items inside it, by its path (`[12]`), in their order. */
  itemEvents(runId: string, path: string): Promise<RunEvent[]>;
  /** The next events, at most `limit` and fewer where they are long; none only where there are none. */
  eventsAfter(runId: string, seq: number, limit: number): Promise<RunEvent[]>;
  /** Ids of runs that wait for a worker now, oldest first. */
  due(now: number, limit: number): Promise<string[]>;
}

/** When a run that was stopped by people is due: never by itself, only once it is resumed. */
export const PARKED_AT = 8_640_000_000_000_000;

/** What people have stopped: nothing new begins there, and runs that want to go on are parked. */
export interface Brakes {
  on(run: { workspaceId: string; workflowId: string }): boolean;
  /** Calls back after something was stopped or resumed; answers a function that forgets the listener. */
  onChange(listener: () => void): () => void;
}

/** Tells workers that a run wants attention. May lose anything: a sweep finds what it lost. */
export interface Wakeups {
  nudge(runId: string): void;
  onNudge(listener: (runId: string) => void): () => void;
}

/** One pool per token, however many credentials, workspaces and processes use it. */
export interface PoolRef {
  /** Keyed hash of the token. */
  key: string;
  /** Requests in any 60 s. */
  limit: number;
}
export interface TicketRequest {
  pool: PoolRef;
  lane: Lane;
  /** Who waits: woken by `nudge(runId)` when a ticket is bound to it. */
  runId: string;
  stepKey: string;
  /** The longest the call may take, for the pessimistic reservation. */
  callMs: number;
}
export interface Ticket {
  pool: string;
  /** Index of the ticket in its pool. */
  slot: number;
  /** Tells this reservation from later ones of the same slot. */
  serial: number;
  /** Monotonic milliseconds at the reservation: older than 1 s just before the write → give back, take again. */
  reservedAt: number;
}
export type TakeResult =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "wait"; reason: "limit" | "pause" | "freeze"; until: number };

export interface RateGate {
  /** Resolves once the reservation is committed. */
  take(request: TicketRequest): Promise<TakeResult>;
  /** unused: nothing was written to the socket · answered: a response came · cutOff: the call ended without one. */
  release(ticket: Ticket, how: "unused" | "answered" | "cutOff"): void;
  /** The far end said 429. */
  freeze(pool: PoolRef, retryAfterMs: number | undefined): void;
  /** The run has ended: whichever lines its steps stand in, nobody waits for them there. */
  leave(runId: string): void;
}

/** A run's log has grown to `seq`. */
export interface RunChange {
  runId: string;
  workflowId: string;
  workspaceId: string;
  seq: number;
  status: RunStatus;
  /** What the log folds to, where announcer and listener share a process; others read the log themselves. */
  state?: RunState;
}
/** Tells listeners that a run's log has grown. */
export interface RunFeed {
  announce(change: RunChange): void;
  listen(filter: { runId: string } | { workflowId: string }, listener: (change: RunChange) => void): () => void;
}

/** A credential opened for one step. Never stored, never logged. */
export interface OpenSecret {
  type: string;
  /** What people call the credential, for sentences about it. */
  name?: string;
  data: JsonObject;
  /** `host` or `host:port` it may be sent to. */
  allowedHosts: string[];
  /** Values to be censored wherever they turn up. */
  censor: string[];
  pool?: PoolRef;
  /** In a rehearsal, where this is no secret but stands for one. */
  standIn?: StandIn;
}

/** What takes a service's place in a rehearsal. */
export interface StandIn {
  /** The base address that is called instead, and the one that a real run would call. */
  at: string;
  for: string;
  /** Sent to the stand-in alone. */
  headers: Record<string, string>;
  /** A real run could not have been made with the step's credential. */
  note?: "credentialMissing" | "credentialUnreadable";
}

export interface Secrets {
  open(workspaceId: string, credentialId: string): Promise<OpenSecret | StepError>;
  /**
   * In a rehearsal: what stands for a credential of these types, which is not opened and may even be missing. Nothing
   * where nothing stands for them: then what only reads uses the credential itself.
   */
  standIn(
    workspaceId: string,
    credentialId: string | undefined,
    types: readonly string[],
  ): Promise<OpenSecret | StepError | undefined>;
}

/** What a workspace puts in scope of expressions. */
export interface WorkspaceScope {
  timezone: string;
  vars: Record<string, Json>;
  /** Defaults of custom fields; a defined field without a default is null. */
  fields: Record<string, Json>;
  /** e.g. `https://leeway.example`; makes `run.url`. */
  publicUrl: string;
}
export interface Workspaces {
  scope(workspaceId: string): Promise<WorkspaceScope>;
}

/** Remembers across runs what has been done for whom, for `logic.once`. */
export interface OnceKeeper {
  /**
   * Is this the first time within the window? The same step of the same run gets the same answer again, so that a crash
   * in between takes nothing away. Without a window: the first time ever. Resolves once committed.
   */
  first(claim: {
    workspaceId: string;
    workflowId: string;
    nodeId: string;
    key: string;
    windowMs: number | undefined;
    runId: string;
    stepKey: string;
    rehearsal: boolean;
  }): Promise<{ first: true } | { first: false; runId: string; at: number }>;
}

/** Which entry at a service belongs to which step, for checks that settle a doubt by reading. */
export interface Doubts {
  /**
   * A call that can be found again is about to leave. `mark`: what makes two of them look alike to who finds them.
   * Resolves once committed.
   */
  sending(call: { workspaceId: string; service: string; mark: string; runId: string; stepKey: string }): Promise<void>;
  /**
   * Whether this entry is this step's alone: no other step has taken it, and none has sent the like since that time, which
   * could as well be its. The same step gets the same answer again. Resolves once committed.
   */
  claim(entry: {
    workspaceId: string;
    service: string;
    mark: string;
    match: string;
    runId: string;
    stepKey: string;
    since: number;
  }): Promise<boolean>;
}

/** Runs other people's JavaScript away from everything: no network, files, environment, secrets. */
export interface CodeHost {
  run(job: {
    source: string;
    input: Json;
    timeoutMs: number;
    memoryMb: number;
  }): Promise<{ ok: true; output: Json; logs: string[] } | { ok: false; error: StepError }>;
}

/** The step that starts a run. `round`: of an item that a person had done again, which time it is. */
export interface Caller {
  runId: string;
  key: string;
  round?: string | undefined;
}

/** Runs of other workflows that a step starts. */
export interface ChildRuns {
  /** Makes it under (run, step, round), so never twice; resolves once committed. */
  start(child: {
    workspaceId: string;
    workflowId: string;
    input: JsonObject;
    rehearsal: boolean;
    parent: Caller & { depth: number };
  }): Promise<{ runId: string } | { error: StepError }>;
  /** Undefined while it has not ended. */
  outcome(
    runId: string,
  ): Promise<{ status: "succeeded" | "failed" | "cancelled"; output: Json; error?: StepError } | undefined>;
  /** The run that this step has started, of which its own log may know nothing yet. */
  find(caller: Caller): Promise<string | undefined>;
  /** The run above was cancelled. */
  cancel(runId: string): Promise<void>;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}
export type HttpAnswer =
  | { kind: "answered"; status: number; headers: Record<string, string>; body: string }
  | { kind: "notSent"; error: StepError }
  /** Sent, but the answer never came in full; `timeout` when our own deadline ended it. */
  | { kind: "cutOff"; error: StepError }
  /** Refused by us: private address, bad URL, host not allowed. */
  | { kind: "refused"; error: StepError };
/** A wish to stop that may come while a call is in flight. (The engine knows neither DOM nor Node, so no AbortSignal.) */
export interface Cancellation {
  readonly requested: boolean;
  /** Calls back once, at once if it has been requested already; answers a function that forgets the listener. */
  onRequest(listener: () => void): () => void;
}
export interface HttpCall extends HttpRequest {
  /** Whose call it is, where it is a workspace's. */
  workspaceId?: string | undefined;
  timeoutMs: number;
  /** A fresh connection, so that a stale keep-alive is never taken for doubt. */
  fresh: boolean;
  allowedHosts: string[] | undefined;
  cancellation: Cancellation;
  /** Runs once, just before the first byte is written; false = give up as not sent. */
  beforeWrite(): boolean;
}
export interface Http {
  send(call: HttpCall): Promise<HttpAnswer>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never go back. */
  monotonic(): number;
  /** Calls back after `ms`; answers a function that stops it. */
  after(ms: number, callback: () => void): () => void;
}
