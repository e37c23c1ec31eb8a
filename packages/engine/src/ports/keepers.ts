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
