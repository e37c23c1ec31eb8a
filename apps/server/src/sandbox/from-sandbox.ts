import { SANDBOX_MARK } from "@leeway/leeloo-sandbox";

/**
 * Whether a sandbox, of this server or of another, sent what came. No secret is needed to say so: whoever says it gets
 * less, a rehearsal instead of a run.
 */
export const isFromSandbox = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers[SANDBOX_MARK] !== undefined;
