import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idAt } from "./run-filter.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { unfinishedRuns, unfinishedSql } from "../health/unfinished-runs.js";
import { RunFinder, runIdsSql } from "./run-finder.js";
import type { RunFilter } from "./run-filter.js";
import { runRowsSql } from "./run-rows.js";
import { chosenRuns } from "./run-choice.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-lists-"));
let database: OpenDatabase;
beforeAll(async () => (database = await openMigrated(join(folder, "a.db"))));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = Object.fromEntries(
  "workspaceId workflowId status status0 status1 cursor limit last most from to trigger ids statuses upto job"
    .split(" ")
    .map((name) => [name, 1]),
);
/** How SQLite finds the runs; joined tables and sorting would be further lines. */
const plan = (sql: string) =>
  (database.handle.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(wanted) as { detail: string }[])
    .map(({ detail }) => detail)
    .map((detail) => detail.replace("COVERING ", ""))
    .filter((detail) => !/^SEARCH [wd] USING .*\(id=\?\)/.test(detail));

test.each<[RunFilter, ...string[]]>([
  [{}, "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id<?)"],
  [
    { status: ["needs_attention"] },
    "SEARCH r USING INDEX runs_workspace_status (workspace_id=? AND status=? AND id<?)",
  ],
  [{ status: ["succeeded"] }, "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id<?)"],
  [{ workflowId: "f" }, "SEARCH r USING INDEX runs_workflow (workflow_id=? AND id<?)"],
  [
    { workflowId: "f", status: ["failed"] },
    "SEARCH r USING INDEX runs_workflow_status (workflow_id=? AND status=? AND id<?)",
  ],
  [
    { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" },
    "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id>? AND id<?)",
  ],
  [
    { workflowId: "f", status: ["failed"], from: "2026-11-21T00:00:00Z" },
    "SEARCH r USING INDEX runs_workflow_status (workflow_id=? AND status=? AND id>? AND id<?)",
  ],
  [
    { trigger: "trigger.webhook" },
    "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id<?)",
    "CORRELATED SCALAR SUBQUERY 1",
    "SEARCH t USING INDEX sqlite_autoindex_document_triggers_1 (document_id=? AND node_id=?)",
  ],
])("the list of runs filtered by %j goes by an index and sorts nothing", (filter, ...lines) => {
  expect(plan(runIdsSql(filter))).toEqual(lines);
});

test("of several statuses each goes by its index, and as many as are shown are put in order", () => {
  const lines = plan(runIdsSql({ status: ["failed", "waiting"], to: "2026-11-22T00:00:00Z" }));
  expect(lines.filter((line) => /^(SEARCH|SCAN) r /.test(line))).toEqual([
    "SEARCH r USING INDEX runs_workspace_status (workspace_id=? AND status=? AND id<?)",
    "SEARCH r USING INDEX runs_workspace_status (workspace_id=? AND status=? AND id<?)",
  ]);
  expect(plan(runRowsSql)).toContain("SEARCH r USING INDEX sqlite_autoindex_runs_1 (id=?)");
});

test.each(["replay", "cancel"] as const)("what many runs are chosen for, %s, reads runs by an index", (action) => {
  const filter = {
    status: ["failed" as const, "cancelled" as const],
    from: "2026-11-21T00:00:00Z",
    trigger: "trigger.webhook",
  };
  const chosen = chosenRuns("w", { action, filter } as never);
  for (const sql of [chosen.count, chosen.page]) {
    const lines = plan(sql).filter((line) => /^(SEARCH|SCAN) [rntcoa] /.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) expect(line).toMatch(/^SEARCH/);
  }
});

test("runs are found by status, time and what started them, page by page, each once", async () => {
  const { handle } = database;
  const insert = handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, finished_at, handled_errors) VALUES (?, 'mine', ?, ?, ?, 0, ?, 1, 0, 1, ?, ?, 0)`,
  );
  const trigger = handle.prepare("INSERT INTO document_triggers (document_id, node_id, type) VALUES (?, ?, ?)");
  trigger.run("d1", "in", "trigger.webhook");
  trigger.run("d1", "clock", "trigger.schedule");
  trigger.run("d2", "in", "trigger.manual");
  const begin = Date.UTC(2026, 10, 21);
  const made: { id: string; status: string; type: string; node: string; at: number }[] = [];
  handle.exec("BEGIN");
  for (let index = 0; index < 6_000; index++) {
    const at = begin + index * 1_000;
    const id = `${idAt(at)}-7000-8000-${String(index).padStart(12, "0")}`;
    const status = ["succeeded", "failed", "waiting"][index % 3] ?? "";
    const rare = index % 2_500 === 7;
    const [document, node, type] = rare
      ? ["d1", "clock", "trigger.schedule"]
      : index % 2 === 0
        ? ["d1", "in", "trigger.webhook"]
        : ["d2", "in", "trigger.manual"];
    insert.run(id, `wf${index % 5}`, document, node, status, at, status === "waiting" ? null : at);
    made.push({ id, status, type, node, at });
  }
  handle.exec("COMMIT");
  const finder = new RunFinder(database);
  const all = async (filter: RunFilter, limit = 200) => {
    const found: string[] = [];
    for (let cursor: string | undefined = "\uffff"; cursor !== undefined;) {
      const page = await finder.find("mine", filter, { limit, cursor });
      expect(page.ids.length).toBeLessThanOrEqual(limit);
      found.push(...page.ids);
      cursor = page.nextCursor;
    }
    return found;
  };
  const newest = (fits: (run: (typeof made)[number]) => boolean) =>
    made
      .filter(fits)
      .map(({ id }) => id)
      .reverse();
  const iso = (at: number) => new Date(at).toISOString();
  expect(await all({ trigger: "trigger.schedule" }, 2)).toEqual(newest(({ type }) => type === "trigger.schedule"));
  expect(await all({ trigger: "clock" })).toEqual(newest(({ node }) => node === "clock"));
  expect(await all({ status: ["failed", "waiting"], trigger: "trigger.webhook" })).toEqual(
    newest(({ status, type }) => status !== "succeeded" && type === "trigger.webhook"),
  );
  const [from, to] = [begin + 100_000, begin + 300_000];
  expect(await all({ from: iso(from), to: iso(to), status: ["failed", "failed", "succeeded"] }, 7)).toEqual(
    newest(({ at, status }) => at >= from && at < to && status !== "waiting"),
  );
  expect(await finder.find("others", {}, { limit: 5 })).toEqual({ ids: [] });
  handle.exec("DELETE FROM runs");
});

test("the count of unfinished runs reads its part of the index of those alone, and sorts nothing", () => {
  expect(plan(unfinishedSql).filter((line) => !/subquery/.test(line))).toEqual([
    "SEARCH runs USING INDEX runs_unfinished (status=? AND finished_at=? AND rowid>?)",
  ]);
});

test("unfinished runs are counted by status, in pieces between which others have their turn", async () => {
  const insert = database.handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, finished_at, handled_errors) VALUES (?, 'ws', 'wf', 'd', 'in', 0, ?, 1, 0, 1, 1, ?, 0)`,
  );
  database.handle.exec("BEGIN");
  for (let index = 0; index < 10_050; index++) insert.run(`w${index}`, "waiting", null);
  for (let index = 0; index < 1_000; index++) insert.run(`a${index}`, "needs_attention", null);
  for (let index = 0; index < 50; index++) insert.run(`e${index}`, "failed", 5);
  database.handle.exec("COMMIT");
  const count = unfinishedRuns(database.handle, 1_000);
  let turns = 0;
  let over = false;
  const others = () => {
    if (over) return;
    turns += 1;
    setImmediate(others);
  };
  others();
  const [counts, same] = await Promise.all([count(), count()]);
  over = true;
  expect(counts).toEqual(
    new Map([
      ["waiting", 10_050],
      ["needs_attention", 1_000],
    ]),
  );
  expect(same).toBe(counts);
  expect(turns).toBeGreaterThanOrEqual(10);
});
