import { ANY_TOKEN, coldFrom } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { preparePoolStatements } from "./statements.js";

/**
 * Part of the write with which a copy becomes the database: what was sent lately is not known, with whatever token. The next
 * start knows that as well, however soon after this write the process ends.
 */
export function keepCold(db: Database, at: number): void {
  const still = { paused: 0, frozenUntil: 0, probing: 0, reducedTo: null, reducedSince: 0, boot: null, lead: 0 };
  preparePoolStatements(db).savePool.run({ key: ANY_TOKEN, limit: 1, ...still, coldUntil: coldFrom(at) });
}
