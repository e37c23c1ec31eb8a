import type { Database } from "better-sqlite3";
import type { CameFrom } from "./audit.js";

/**
 * A write in somebody's name: `queue.write(inNameOf(who, (db) => …))`. Whether they may is asked again when its turn comes:
 * since they were let in a password may have been hashed or a service been called, and what takes their role from them may
 * stand in the same commit, before it. A command and the server itself are asked nothing.
 */
export const inNameOf =
  <T>({ from }: { from?: CameFrom }, work: (db: Database) => T) =>
  (db: Database): T => {
    from?.assertStill?.();
    return work(db);
  };
