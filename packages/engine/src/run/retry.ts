import type { Effect, NodeDefinition } from "../definition.js";
import type { WorkflowNode } from "../document/document.js";
import { ownOf, type Json } from "../json.js";
import type { FailureCause } from "./outcome.js";

/** What follows from a failed attempt. */
export type AfterFailure = { kind: "retry"; delayMs: number } | { kind: "fail" } | { kind: "unknown" };

export const DEFAULT_ATTEMPTS = 3;
export const DEFAULT_BACKOFF_SECONDS = 2;
const LONGEST_PAUSE_MS = 5 * 60_000;
const JITTER = 0.2;

export interface AttemptFacts {
  effect: Effect;
  cause: FailureCause;
  /** This attempt's number, from 1. */
  attempt: number;
  maxAttempts: number;
  backoffSeconds: number;
  /** 0 ≤ random < 1. */
  random: number;
}

/**
 * The table of "Execution" rule 5. A `create` is tried again only where it is certain that nothing happened:
 * nothing was sent, or the far end said "later" (429, 503). After any other doubt it is `unknown`, never repeated.
 */
export function afterFailure(facts: AttemptFacts): AfterFailure {
  const verdict = judge(facts.effect, facts.cause);
  if (verdict !== "retry") return { kind: verdict };
  if (facts.attempt >= facts.maxAttempts) return { kind: "fail" };
  return { kind: "retry", delayMs: pause(facts) };
}

function judge(effect: Effect, cause: FailureCause): AfterFailure["kind"] {
  switch (cause.kind) {
    case "final":
      return "fail";
    case "notSent":
      return "retry";
    case "cutOff":
      return effect === "create" ? "unknown" : "retry";
    case "status":
      if (cause.status === 429 || cause.status === 503) return "retry";
      if (cause.status < 500) return "fail";
      return effect === "create" ? "unknown" : "retry";
  }
}

function pause({ cause, attempt, backoffSeconds, random }: AttemptFacts): number {
  const doubled = backoffSeconds * 1000 * 2 ** (attempt - 1);
  const jittered = Math.min(LONGEST_PAUSE_MS, doubled) * (1 - JITTER + 2 * JITTER * random);
  const asked = cause.kind === "status" ? (cause.retryAfterMs ?? 0) : 0;
  return Math.round(Math.min(LONGEST_PAUSE_MS, Math.max(jittered, asked)));
}

/** The effect of this node with these params: data of the definition, for some nodes by the value of a param. */
export function effectOf(definition: NodeDefinition, params: Readonly<Record<string, Json>>): Effect {
  const from = definition.effectFrom;
  if (!from) return definition.effect;
  const value = params[from.param];
  const effect = (typeof value === "string" ? ownOf(from.map, value) : undefined) ?? definition.effect;
  // Whoever says that a second one does no harm makes no writing of a reading.
  return effect === "create" && from.unless && params[from.unless.param] === true ? from.unless.effect : effect;
}

/** The effect of a step as the log knows it; where nothing is known of it, the one that allows the least. */
export function effectOfStep(definition: NodeDefinition | undefined, input: Json | undefined): Effect {
  if (!definition) return "create";
  return effectOf(definition, input && typeof input === "object" && !Array.isArray(input) ? input : {});
}

/** Attempts with the first. */
export function attemptsOf(node: WorkflowNode, definition: NodeDefinition | undefined): number {
  return node.retry?.maxAttempts ?? definition?.maxAttempts ?? DEFAULT_ATTEMPTS;
}
