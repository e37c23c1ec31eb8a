import { LARGEST_OUTPUT } from "./params/size.js";

/** What a run may not go beyond; whoever installs Leeway may choose others. */
export interface Bounds {
  /** Characters of one step's output. */
  outputSize: number;
  /** Items of one loop. */
  loopItems: number;
  /** How long a run may take, waits included. */
  runDays: number;
}

/** Where the installation says nothing else. */
export const usualBounds: Bounds = { outputSize: LARGEST_OUTPUT, loopItems: 100_000, runDays: 30 };

export const DAY_MS = 24 * 3_600_000;
