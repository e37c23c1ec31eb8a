import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3, { type Database } from "better-sqlite3";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { openMigrated } from "../../adapters/database/testing/migrated.js";
import { idAt, type RunFilter } from "../../runs/run-filter.js";
import { RunIndexer } from "../run-indexer.js";
import { RunSearch } from "../run-search.js";
import { connected } from "../search-file.js";
import { SearchIndex } from "../search-index.js";
import { wantedOf } from "../terms.js";

/** The data folder of the file that called `searching`. */
export let folder = "";
/** The file of the index. */
export let file = "";
/** What is open: tests close and open some of it anew. */
export const opened = {} as { index: SearchIndex; writer: Database; indexer: RunIndexer };
function close() {
  opened.writer?.close();
  opened.index?.close();
}

export let database: OpenDatabase;
/** The runs, as the thread of the index reads them. */
export let runs: Database;

/** Opens a database and its index for the tests of the file that calls this; each test begins with none. */
export function searching() {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "leeway-search-"));
    file = join(folder, "search.db");
    database = await openMigrated(join(folder, "leeway.db"));
    runs = new BetterSqlite3(join(folder, "leeway.db"), { readonly: true });
  });
  beforeEach(() => {
    database.handle.exec("DELETE FROM runs; DELETE FROM run_events");
    close();
    opened.index = new SearchIndex(database, folder);
    opened.writer = connected(file);
    opened.indexer = new RunIndexer(runs, opened.writer);
  });
  afterAll(async () => {
    runs.close();
    close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

let made = 0;
/** A run, each of whose rows is a list of events. */
export function run(
  rows: readonly { item?: string; events: object[] }[],
  workspaceId = "ws",
  status = "succeeded",
): string {
  const id = `${idAt(1_800_000_000_000 + made++)}-7000-8000-000000000000`;
  database.handle
    .prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, finished_at, handled_errors) VALUES (?, ?, 'wf', 'd', 'in', 0, ?, 1, 0, 1, ?, 1, 0)`,
    )
    .run(id, workspaceId, status, made);
  const insert = database.handle.prepare(
    "INSERT INTO run_events (run_id, seq, last_seq, item, body) VALUES (?, ?, ?, ?, ?)",
  );
  let seq = 1;
  for (const { item, events } of rows) {
    insert.run(id, seq, seq + events.length - 1, item ?? null, JSON.stringify(events));
    seq += events.length;
  }
  return id;
}
export const created = (payload: unknown) => ({ type: "run.created", at: 5, trigger: "in", payload });
export const started = (key: string, input: unknown) => ({
  type: "step.started",
  at: 6,
  key,
  nodeId: key.split("[")[0],
  input,
});
/** A run that began with this. */
export const ordered = (payload: unknown, workspaceId?: string) => run([{ events: [created(payload)] }], workspaceId);

/** So many at once: one commit is enough. */
export const many = (count: number, payload: (index: number) => unknown): string[] =>
  database.handle.transaction(() => Array.from({ length: count }, (_, count) => ordered(payload(count))))();
export const indexAll = () => {
  while (opened.indexer.next(50) > 0);
};
export async function find(q: string, filter: RunFilter = {}, workspaceId = "ws", limit = 2) {
  const search = new RunSearch(database, opened.index);
  const found: string[] = [];
  for (let cursor: string | undefined = "\uffff"; cursor !== undefined;) {
    // A busy machine would end a long search before it has found all.
    const page = await search.find(workspaceId, wantedOf(q), filter, { limit, cursor }, Infinity);
    found.push(...page.ids);
    cursor = page.nextCursor;
  }
  return found;
}
/** Rows in the index. */
export const indexed = () => opened.writer.prepare("SELECT count(*) FROM row_terms_docsize").pluck().get();
