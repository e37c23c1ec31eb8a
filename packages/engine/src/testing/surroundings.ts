import type { Json } from "../json.js";
import { MemoryPoolStore } from "../limiter/memory-rate-gate.js";
import { LocalBrakes } from "../memory/local-brakes.js";
import { LocalRunFeed } from "../memory/local-run-feed.js";
import { LocalWakeups } from "../memory/local-wakeups.js";
import { MemoryDoubts } from "../memory/memory-doubts.js";
import { MemoryOnce } from "../memory/memory-once.js";
import { MemoryRunStore } from "../memory/memory-run-store.js";
import type { ChildRuns, OnceKeeper, OpenSecret, RunStore } from "../ports.js";
import { FarEnd } from "./far-end.js";
import { VirtualClock } from "./virtual-clock.js";

const noChildren: ChildRuns = {
  start: () => Promise.resolve({ error: { code: "workflow.notFound", values: {} } }),
  outcome: () => Promise.resolve(undefined),
  find: () => Promise.resolve(undefined),
  cancel: () => Promise.resolve(),
};

/** What outlives a server: time, the database, the world outside. */
export class Surroundings {
  readonly clock = new VirtualClock();
  readonly kept = new MemoryRunStore(this.clock);
  /** What servers see of the store; a test may put its own faults before it. */
  store: RunStore = this.kept;
  readonly pools = new MemoryPoolStore();
  readonly farEnd = new FarEnd(this.clock);
  readonly feed = new LocalRunFeed();
  readonly wakeups = new LocalWakeups();
  readonly brakes = new LocalBrakes();
  readonly secrets = new Map<string, OpenSecret>();
  /** How long what a server writes waits for its turn. */
  turnMs = 0;
  /** How long it takes to open a secret. */
  openMs = 0;
  /** Pieces of code that compute elsewhere. */
  computing = 0;
  /** What stands for every credential in a rehearsal. */
  standIn: OpenSecret | undefined;
  /** Faults that were told as our own. */
  readonly surprises: unknown[] = [];
  /** Remembers across the runs of this bench. */
  once: OnceKeeper = new MemoryOnce(() => this.clock.now());
  readonly doubts = new MemoryDoubts(() => this.clock.now());
  /** Other workflows, where a test has any. */
  children: ChildRuns = noChildren;
  vars: Record<string, Json> = {};
}
