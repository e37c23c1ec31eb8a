import type { PoolRef } from "./rate-gate.js";
import type { Json, JsonObject } from "../json.js";
import type { StepError } from "../failures.js";
import type { FailureCause } from "../run/outcome.js";

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
  /** Of services that give out tokens for a while: one that is good now. Its value is added to `censor`. */
  access?: () => Promise<Access>;
  /** In a rehearsal, where this is no secret but stands for one. */
  standIn?: StandIn;
}

/** What a service is called with, or why it gave nothing: as facts about the call for it. */
export type Access = { token: string } | { error: StepError; cause: FailureCause };

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
  /**
   * Every spelling of every secret of a workspace that may have been sent: a far end can give one back to a step that was not
   * given it. The longest come first.
   */
  spoken(workspaceId: string): readonly string[];
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
  /** What is in memory already; nothing where it has to be asked for. */
  known?(workspaceId: string): WorkspaceScope | undefined;
  scope(workspaceId: string): Promise<WorkspaceScope>;
}
