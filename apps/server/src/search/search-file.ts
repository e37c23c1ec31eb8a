import BetterSqlite3, { type Database } from "better-sqlite3";
import { overwriteFreedPages } from "../adapters/database/traces.js";
import { closeSync, openSync, rmSync } from "node:fs";

/** Grows when values are found by other terms, or rows lie otherwise: an index of another version is made anew. */
const VERSION = 2;

const tables = `
  CREATE VIRTUAL TABLE row_terms USING fts5(terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
  CREATE TABLE workspaces (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
  CREATE TABLE progress (version INTEGER NOT NULL, source INTEGER NOT NULL, cursor INTEGER NOT NULL,
    run_id TEXT, at INTEGER, forgotten_to INTEGER NOT NULL DEFAULT 0);`;

interface Kept {
  version: number;
  source: number;
  cursor: number;
  runId: string | null;
}

/** How far the index has come. */
export interface Progress {
  /** The last row of the logs that is in it. */
  cursor: number;
  /** When what that row tells of happened. */
  at: number | null;
}

/**
 * Opens the index of the logs in `runs`, the server's database; whatever cannot be used (it is of another version, of
 * another database, or broken) is made anew, since everything in it can be read again from the logs.
 */
export function openSearchFile(file: string, runs: Database): Database {
  const source = runs.pragma("user_version", { simple: true }) as number;
  const known = opened(file, (index) => {
    const kept = index.prepare("SELECT version, source, cursor, run_id AS runId FROM progress").get() as Kept;
    return kept.version === VERSION && kept.source === source && hasSameRows(runs, kept);
  });
  if (known) return known;
  removeSearchFile(file);
  closeSync(openSync(file, "a", 0o600));
  const index = connected(file);
  index.transaction(() => {
    index.exec(tables);
    index.prepare("INSERT INTO progress (version, source, cursor, at) VALUES (?, ?, 0, NULL)").run(VERSION, source);
  })();
  return index;
}

/** Whether rows still have the numbers that the index knows them by: a tool may have written the database anew. */
function hasSameRows(runs: Database, { cursor, runId }: Kept): boolean {
  const newest = runs.prepare("SELECT coalesce(max(rowid), 0) FROM run_events").pluck().get() as number;
  const there = runs.prepare("SELECT run_id FROM run_events WHERE rowid = ?").pluck().get(cursor) as string | undefined;
  return cursor <= newest && (there === undefined || there === runId);
}

/** The next one that opens it begins anew. */
export function removeSearchFile(file: string): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
}

function opened(file: string, isGood: (index: Database) => boolean): Database | undefined {
  let index: Database | undefined;
  try {
    index = connected(file);
    if (isGood(index)) return index;
  } catch {
    // Nothing there yet, or nothing that could be read.
  }
  index?.close();
  return undefined;
}

/** A connection of one's own to an index that is there. */
export function connected(file: string): Database {
  const index = new BetterSqlite3(file, { fileMustExist: true, timeout: 5_000 });
  index.pragma("journal_mode = WAL");
  // A power cut may take the last commits, rows and cursor together: they are read again.
  index.pragma("synchronous = NORMAL");
  index.pragma("wal_autocheckpoint = 4000");
  overwriteFreedPages(index);
  return index;
}
