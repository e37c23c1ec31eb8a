import type { OpenDatabase } from "../../adapters/database/database.js";
import type { AuthGuard } from "../auth.guard.js";

/**
 * Answers a function that has SQL written as soon as the next request has been let in: it waits in the queue before whatever
 * the route writes then, so that both are in one commit, or it in an earlier one.
 */
export function afterTheGuard(guard: AuthGuard, { queue }: OpenDatabase): (sql: string) => void {
  let next: string | undefined;
  const canActivate = guard.canActivate.bind(guard);
  guard.canActivate = (context) => {
    const welcome = canActivate(context);
    const sql = next;
    next = undefined;
    if (sql !== undefined) void queue.write((db) => db.exec(sql));
    return welcome;
  };
  return (sql) => {
    next = sql;
  };
}
