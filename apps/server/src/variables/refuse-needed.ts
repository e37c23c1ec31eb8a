import type { Locale, Used } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { Problem } from "../problems/problem.js";
import { liveUsers, sayUsers, usersOf } from "../usage/users.js";

interface Change {
  kind: Extract<Used["kind"], "variable" | "field">;
  kept: readonly { name: string }[];
  rows: readonly { name: string }[];
}

/** Refuses to take a name away that a live workflow needs: its next run would fail. */
export function refuseNeeded(db: Database, workspaceId: string, { kind, kept, rows }: Change, locale: Locale): void {
  const stay = new Set(rows.map(({ name }) => name));
  for (const { name } of kept) {
    if (stay.has(name)) continue;
    const users = liveUsers(usersOf(db, workspaceId, { kind, id: name }, locale));
    if (users.length > 0) throw new Problem("values.inUse", { name, workflows: sayUsers(users) });
  }
}
