import BetterSqlite3 from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { foundOtherwise } from "./found-otherwise.js";
import { workspaceFault } from "./workspace-rule.js";

const anew = "workflows/further.service.ts";

describe("a statement on rows of workspaces says of which one", () => {
  test.each([
    "SELECT name FROM workflows WHERE id = ? AND workspace_id = ?",
    "SELECT w.name FROM runs r LEFT JOIN workflows w ON w.id = r.workflow_id WHERE r.workspace_id = @workspaceId",
    "SELECT id FROM runs WHERE workspace_id || '' = @workspaceId",
    "INSERT INTO labels (id, workspace_id, name) VALUES (?, ?, ?)",
    'UPDATE "workflows" SET name = ? WHERE id = ? AND workspace_id = ?',
    "SELECT body FROM run_events WHERE run_id = ?",
    "SELECT name FROM labels WHERE (workspace_id = ?)",
    "DELETE FROM hooks WHERE workflow_id = ?",
    "SELECT id FROM users WHERE email = ?",
  ])("%s", (sql) => expect(workspaceFault(sql, anew)).toBeUndefined());
});

describe("one that does not is a fault", () => {
  test.each([
    ["by its id alone", "SELECT name FROM workflows WHERE id = ?"],
    ["that reads the workspace instead", "SELECT workspace_id FROM runs WHERE id = ?"],
    [
      "that compares workspaces with each other",
      "SELECT r.id FROM runs r JOIN labels l ON l.workspace_id = r.workspace_id",
    ],
    ["that takes any workspace", "SELECT id FROM credentials WHERE workspace_id IN (SELECT id FROM workspaces)"],
    ["that only has one", "SELECT id FROM credentials WHERE workspace_id IS NOT NULL"],
    ["that moves rows", "UPDATE credentials SET workspace_id = ? WHERE id = ?"],
    ["that deletes", "DELETE FROM labels WHERE id = ?"],
    ["over lines", "SELECT *\n  FROM api_keys\n  WHERE id = ?"],
    ["that adds to nobody", "INSERT INTO variables (name, value) VALUES (?, ?)"],
    ["that copies from all", "INSERT INTO labels (id, workspace_id) SELECT id, workspace_id FROM labels"],
    ["in a part of it", "SELECT 1 FROM users WHERE id IN (SELECT user_id FROM invitations)"],
    ["by the row of another table", "SELECT e.body FROM run_events e WHERE e.rowid = ?"],
  ])("%s: %s", (_what, sql) => expect(workspaceFault(sql, anew)).toContain(anew));
});

test("what is found otherwise may be in its file, by its columns, and nowhere else", () => {
  const sql = "SELECT id FROM api_keys WHERE hash = ?";
  expect(workspaceFault(sql, "accounts/api-keys.service.ts")).toBeUndefined();
  expect(workspaceFault(sql, anew)).toBeDefined();
  expect(workspaceFault("SELECT id FROM api_keys WHERE name = ?", "accounts/api-keys.service.ts")).toBeDefined();
});

test("the list names files that there are, each with a reason", () => {
  const src = join(import.meta.dirname, "../../..");
  const gone = Object.keys(foundOtherwise).filter((file) => !existsSync(join(src, file)));
  expect(gone).toEqual([]);
  expect(Object.values(foundOtherwise).every((one) => (one?.why ?? "") !== "")).toBe(true);
});

test("whatever a file of the server prepares in a test is watched, and what a test asks by itself is not", () => {
  const db = new BetterSqlite3(":memory:");
  db.exec("CREATE TABLE workflows (id, workspace_id)");
  const sql = "SELECT id FROM workflows WHERE id = ?";
  const filename = join(import.meta.dirname, "../../../runs/further.service.ts");
  const byServer = runInThisContext("(db, sql) => db.prepare(sql)", { filename }) as (...given: unknown[]) => unknown;
  expect(() => byServer(db, sql)).toThrow(/^runs\/further\.service\.ts reads or writes .* without saying of which one/);
  const all = runInThisContext('(db) => db.exec("DELETE FROM workflows; SELECT 1")', { filename }) as (
    db: unknown,
  ) => unknown;
  expect(() => all(db)).toThrow("without saying of which one");
  expect(db.prepare(sql).all(1)).toEqual([]);
  expect(() => byServer(db, `${sql} AND workspace_id = ?`)).not.toThrow();
  db.close();
});
