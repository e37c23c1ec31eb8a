import type { StepError } from "../failures.js";

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
