import type { Bounds } from "@leeway/engine";
import type { PartBounds } from "../uploads/parts.js";
import type { Environment } from "./environment.js";

const MB = 1024 * 1024;

/** What of a request's body, and so of a run's payload, is taken. */
export interface BodyBounds {
  /** Bytes. */
  largest: number;
  /** Levels of lists and objects inside each other. */
  deepest: number;
}

/** Where the installation says nothing else. */
export const usualBodyBounds: BodyBounds = { largest: MB, deepest: 64 };

/** The bounds of runs that the environment sets. */
export const runBounds = (environment: Environment): Bounds => ({
  outputSize: environment.LEEWAY_MAX_OUTPUT_MB * MB,
  loopItems: environment.LEEWAY_MAX_LOOP_ITEMS,
  runDays: environment.LEEWAY_MAX_RUN_DAYS,
});

/** The bounds of requests that the environment sets. */
export const bodyBounds = (environment: Environment): BodyBounds => ({
  largest: environment.LEEWAY_MAX_PAYLOAD_MB * MB,
  deepest: environment.LEEWAY_MAX_DEPTH,
});

/** Of a call with files: what it may bring, in bytes and counts. */
export const uploadBounds = (environment: Environment): PartBounds => ({
  bytes: environment.LEEWAY_MAX_UPLOAD_MB * MB,
  files: 20,
  text: environment.LEEWAY_MAX_PAYLOAD_MB * MB,
  fields: 1_000,
});

const HOUR_MS = 3_600_000;
const USUAL_IDLE_HOURS = 720;

/** When a session ends: so long after its last use, and so long after the sign-in in any case. Milliseconds. */
export interface SessionEnds {
  idleMs: number;
  maxMs: number;
}

/** The ends of sessions that the environment sets. */
export const sessionEnds = ({
  LEEWAY_SESSION_IDLE_HOURS: idle = USUAL_IDLE_HOURS,
  LEEWAY_SESSION_MAX_HOURS: longest,
}: Environment): SessionEnds => ({ idleMs: Math.min(idle, longest) * HOUR_MS, maxMs: longest * HOUR_MS });
