import type { Json, JsonObject } from "./json.js";
import type { NodeDefinition } from "./definition.js";
import type { StepOutcome } from "./run/outcome.js";
import type {
  ChildRuns,
  CodeHost,
  HttpAnswer,
  HttpRequest,
  MailAnswer,
  MailRequest,
  OnceKeeper,
  OpenSecret,
} from "./ports.js";

/** What a runner may use. Everything that reaches outside goes through here. */
export interface StepTools {
  /**
   * One guarded HTTP call. Deadline, freshness of the connection, private addresses, body limits and the limiter's
   * ticket are the caller's business: a runner only describes the request.
   */
  http: (request: HttpRequest) => Promise<HttpAnswer>;
  /** The same of one letter, by the rules of `http`. */
  mail: (request: MailRequest) => Promise<MailAnswer>;
  /**
   * A further call before the main one or between its pages, which only reads: it takes a ticket of its own, waits for it
   * where there is none, and never counts as sent. Its far end's failures are answers like those of `http`.
   */
  read: (request: HttpRequest) => Promise<HttpAnswer>;
  /** For who has a stand-in's credential: a real run would look this name up in the account that the stand-in stands for. */
  lookedUp?: ((name: string) => void) | undefined;
  /** When the step is to stop: who waits for what somebody else does waits no longer. */
  stopped?: (() => Promise<void>) | undefined;
  /** Tells people how far a step of many calls has come; `total` where it is known. */
  progress: (done: number, total?: number) => void;
  /** Whether it is the first time for this key; see `OnceKeeper`. */
  once: (key: string, windowMs: number | undefined) => ReturnType<OnceKeeper["first"]>;
  code: (
    job: Omit<Parameters<CodeHost["run"]>[0], "workspaceId" | "workflowId" | "mostOutput">,
  ) => ReturnType<CodeHost["run"]>;
  /** The run of another workflow under this step: started once, then looked after. */
  child: {
    /** `waits`: what comes of it is the step's own outcome. */
    start: (workflowId: string, input: JsonObject, waits: boolean) => ReturnType<ChildRuns["start"]>;
    outcome: ChildRuns["outcome"];
    /** The one that an earlier attempt has started. */
    runId: string | undefined;
  };
  /** The step's opened credential, where the node has one. */
  secret: OpenSecret | undefined;
  /** Milliseconds since 1970, fixed when the params were resolved. */
  now: number;
  /** IANA zone of the workflow. */
  timezone: string;
  /** How long a run may take, in days: no wait is longer. */
  runDays: number;
  runId: string;
  stepKey: string;
}

/** What a look at the service found: entries that could be what was sent, each with an id of its own. */
export interface Found {
  matches: { id: string; output: Json; seen: Json }[];
  /** What else was seen, for people: shown, with the matches, when it settles nothing. */
  seen: Json[];
}

/** What a look at the service may use: it reads, and nothing else. */
export type CheckTools = Pick<StepTools, "read" | "secret" | "now" | "timezone"> & {
  /** The intent was logged then. */
  sentAt: number;
};

/** The mate of a definition: does one attempt with resolved, checked params. */
export interface NodeRunner {
  type: string;
  run(params: JsonObject, tools: StepTools, definition: NodeDefinition): Promise<StepOutcome> | StepOutcome;
  /**
   * Looks at the service, by reading alone, for what became of a `create` whose answer never came. Entries made before
   * `sentAt` are not its: one match at most may be its own.
   */
  settle?(
    params: JsonObject,
    tools: CheckTools,
    definition: NodeDefinition,
  ): Promise<Found | Extract<StepOutcome, { kind: "failed" }>>;
  /**
   * What makes two calls look alike to `settle`: with the same mark, an entry might be either's. Undefined: this call
   * cannot be told from others, and no entry settles it.
   */
  mark?(params: JsonObject, definition: NodeDefinition): string | undefined;
  /** Somebody wants what is remembered of this secret's account read anew. */
  forget?(secret: OpenSecret): void;
}

export type Runners = ReadonlyMap<string, NodeRunner>;
