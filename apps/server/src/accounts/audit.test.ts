import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, auditAccount, bySelf, type AuditNote } from "./audit.js";
import { startAccounts, type AccountsServer } from "./testing/accounts-server.js";

const DAY_MS = 86_400_000;
let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
  await write((db) =>
    db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) VALUES ('u1', 'anna@example.com', 'Anna', 'en', '', 0);
      INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('w1', 'One', 'UTC', 0), ('w2', 'Two', 'UTC', 0);
      INSERT INTO memberships (workspace_id, user_id, role) VALUES ('w1', 'u1', 'owner'), ('w2', 'u1', 'viewer')`),
  );
});
afterAll(() => server.close());

type Db = AccountsServer["database"]["handle"];
const write = <T>(work: (db: Db) => T) => server.database.queue.write(work);
const note = (more: Partial<AuditNote> = {}): AuditNote => ({
  userId: "u1",
  from: { via: "session", address: "203.0.113.7" },
  action: "workspace.changed",
  ...more,
});
const entries = (where: string) =>
  server.database.handle
    .prepare(`SELECT workspace_id, user_name, user_email, via, via_name, address FROM audit_log WHERE ${where}`)
    .all();

test("keeps who it was by the name of then, and from where, whatever becomes of them", async () => {
  await write((db) => audit(db, { ...note({ subject: "kept" }), workspaceId: "w1" }));
  await write((db) => db.exec("UPDATE users SET name = 'Hanna', email = 'hanna@example.com'"));
  const [entry] = entries("subject = 'kept'");
  expect(entry).toEqual({
    workspace_id: "w1",
    user_name: "Anna",
    user_email: "anna@example.com",
    via: "session",
    via_name: null,
    address: "203.0.113.7",
  });
});

test("tells what is done to an account in each of its workspaces, and of nobody's in none", async () => {
  await write((db) => {
    auditAccount(db, "u1", note({ action: "signIn.done", subject: "mine" }));
    auditAccount(db, null, note({ userId: null, action: "signIn.failed", subject: "nobody" }));
  });
  expect(entries("subject = 'mine'")).toMatchObject([{ workspace_id: "w1" }, { workspace_id: "w2" }]);
  expect(entries("subject = 'nobody'")).toMatchObject([{ workspace_id: null, user_name: null }]);
});

describe("what is written", () => {
  const old = (id: string, days: number, workspace = "'w1'") =>
    write((db) =>
      db.exec(`INSERT INTO audit_log (id, workspace_id, at, action)
        VALUES ('${id}', ${workspace}, ${Date.now() - days * DAY_MS}, 'signIn.done')`),
    );
  const kept = (id: string) => entries(`id = '${id}'`).length === 1;

  test.each([
    ["changed", "UPDATE audit_log SET action = 'signIn.done' WHERE id = 'young'"],
    ["taken away", "DELETE FROM audit_log WHERE id = 'young'"],
    ["taken away with all others", "DELETE FROM audit_log"],
    ["replaced", "REPLACE INTO audit_log (id, workspace_id, at, action) VALUES ('young', 'w1', 0, 'signIn.done')"],
    ["made old", "UPDATE audit_log SET at = 0"],
    ["moved to a workspace that is gone", "UPDATE audit_log SET workspace_id = 'gone'"],
  ])("is not %s", async (what, sql) => {
    await old(what, 300);
    const before = server.database.handle.prepare("SELECT * FROM audit_log").all();
    await expect(write((db) => db.exec(sql.replace("young", what)))).rejects.toThrow("the audit log is only added to");
    expect(server.database.handle.prepare("SELECT * FROM audit_log").all()).toEqual(before);
  });

  test("goes when it is older than a year, and with its workspace", async () => {
    await old("aged", 366);
    await old("of the gone", 1, "'w3'");
    await old("of nobody", 1, "NULL");
    await write((db) => db.exec("DELETE FROM audit_log WHERE id IN ('aged', 'of the gone')"));
    await expect(write((db) => db.exec("DELETE FROM audit_log WHERE id = 'of nobody'"))).rejects.toThrow("only added");
    expect(["aged", "of the gone", "of nobody"].map(kept)).toEqual([false, false, true]);
  });
});

test("an entry of Leeway itself names nobody", async () => {
  await write((db) => audit(db, { ...note({ userId: null, from: bySelf, subject: "self" }), workspaceId: "w1" }));
  expect(entries("subject = 'self'")).toMatchObject([{ user_name: null, via: "server", address: null }]);
});
