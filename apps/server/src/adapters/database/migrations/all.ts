import { First1763690000001 } from "./0001-first.js";

/** Every migration in order. */
export const migrations = [First1763690000001] as const;
