import type { Bounds } from "../bounds.js";
import type { Catalogue } from "../definition.js";
import type {
  Brakes,
  ChildRuns,
  Clock,
  CodeHost,
  Doubts,
  Http,
  Mail,
  OnceKeeper,
  RateGate,
  RunFeed,
  RunStore,
  Secrets,
  Wakeups,
  Workspaces,
} from "../ports.js";
import type { Runners } from "../runner.js";
import type { StepError } from "../failures.js";

/** What performing a step needs from outside. */
export interface StepParts {
  gate: RateGate;
  secrets: Secrets;
  http: Http;
  mail: Mail;
  once: OnceKeeper;
  doubts: Doubts;
  code: CodeHost;
  children: ChildRuns;
  clock: Clock;
  bounds: Bounds;
  catalogue: Catalogue;
  runners: Runners;
  /** 0 ≤ random < 1, for the jitter of retries. */
  random: () => number;
  /** A fault of our own; the run goes on with an error that says so. */
  surprise: (error: unknown, where: { runId: string; key?: string }) => void;
}

/** Everything a worker is made of. */
export interface WorkerParts extends StepParts {
  store: RunStore;
  brakes: Brakes;
  wakeups: Wakeups;
  feed: RunFeed;
  workspaces: Workspaces;
  /** The address that ends the wait of a step: nobody can guess it. */
  callbackUrl: (publicUrl: string, runId: string, key: string) => string;
  /** A failure as a sentence for people: texts are made outside of the engine. */
  sayError: (error: StepError) => string;
}
