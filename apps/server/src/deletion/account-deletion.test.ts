import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSession } from "../accounts/sessions.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";

const anna = { id: "user_anna", email: "anna@example.com" };
const password = "a password of theirs";
let server: WholeServer;
let home = "";
let cookie = "";

beforeEach(async () => {
  server = await startWhole({ LEEWAY_OWNER_EMAIL: "o@example.com", LEEWAY_OWNER_PASSWORD: password }, null, () => {});
  cookie = await server.platform.database.queue.write((db) => {
    home = db.prepare("SELECT id FROM workspaces").pluck().get() as string;
    db.prepare(
      "INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT ?, ?, 'Anna', 'en', password_hash, 0 FROM users",
    ).run(anna.id, anna.email);
    db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'editor')").run(home, anna.id);
    return `leeway=${openSession(db, anna.id, home, Date.now(), { address: "127.0.0.1", userAgent: null })}`;
  });
});
afterEach(() => server.close());

async function ask(method: string, path: string, body?: unknown, workspace?: string) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      cookie,
      origin: server.url,
      ...(workspace !== undefined && { "x-leeway-workspace": workspace }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    setCookie: answer.headers.get("set-cookie"),
    body: text === "" ? {} : JSON.parse(text),
  };
}
const goes = (email = anna.email) => ask("POST", "/me/delete", { email });
const sql = (text: string, ...values: unknown[]) =>
  server.platform.database.queue.write((db) => db.prepare(text).run(...values));
const rows = (text: string, ...values: unknown[]) => server.platform.database.handle.prepare(text).all(...values);
const exists = () => rows("SELECT 1 FROM users WHERE id = ?", anna.id).length === 1;

describe("an account that its person deletes", () => {
  test("is gone with all that lets somebody in; what was made stays, and the audit log keeps the name as it was", async () => {
    const document = { schemaVersion: 1, name: "Hers", nodes: [], edges: [], notes: [], settings: {} };
    const made = await ask("POST", "/workflows", { document });
    await sql(
      "INSERT INTO passkeys (id, user_id, name, public_key, counter, created_at) VALUES ('pk', ?, 'x', x'', 0, 0)",
      anna.id,
    );
    await sql("INSERT INTO identities (issuer, subject, user_id, created_at) VALUES ('i', 's', ?, 0)", anna.id);
    await sql("INSERT INTO recovery_codes (hash, user_id) VALUES ('h', ?)", anna.id);
    await sql("INSERT INTO second_factors (user_id, sealed, created_at) VALUES (?, x'', 0)", anna.id);
    await sql("INSERT INTO pending_sign_ins (id_hash, user_id, tries, expires_at) VALUES ('p', ?, 0, 9e12)", anna.id);
    await sql(
      "INSERT INTO one_use_links (id, hash, purpose, email, created_at, expires_at) VALUES ('l', 'lh', 'passwordReset', ?, 0, 9e12)",
      anna.email,
    );
    const gone = await goes();
    expect([gone.status, gone.setCookie]).toEqual([204, expect.stringContaining("Max-Age=0")]);

    const left = placesOf(anna.id, anna.email);
    expect(left).toEqual(["audit_log.subject", "audit_log.user_email", "audit_log.user_id", "workflows.updated_by"]);
    expect(rows("SELECT name FROM workflows WHERE id = ?", made.body.id)).toEqual([{ name: "Hers" }]);
    const [entry] = rows("SELECT user_name, user_email FROM audit_log WHERE action = 'account.deleted'");
    expect(entry).toEqual({ user_name: "Anna", user_email: anna.email });
    expect((await ask("GET", "/me")).status).toBe(401);
  });

  test("is still there when another email is typed, or when it was not shown just now who one is", async () => {
    expect((await goes("o@example.com")).body).toMatchObject({ code: "account.otherEmail" });
    await sql("UPDATE sessions SET confirmed_at = confirmed_at - 6 * 60000 WHERE user_id = ?", anna.id);
    expect((await goes()).body).toMatchObject({ code: "auth.confirm" });
    expect(exists()).toBe(true);
    expect((await ask("POST", "/auth/confirm", { password })).status).toBe(204);
    expect((await goes()).status).toBe(204);
  });

  test("waits while its person is the only owner of others' workspace, which is named; of two owners one goes", async () => {
    const { body } = await ask("POST", "/workspaces", { name: "Shop", timezone: "UTC", demo: false });
    const owner = rows("SELECT user_id AS id FROM memberships WHERE role = 'owner' AND workspace_id = ?", home)[0] as {
      id: string;
    };
    await sql("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'viewer')", body.id, owner.id);
    const held = [{ id: body.id, name: "Shop", others: 1 }];
    const user = { id: anna.id, email: anna.email };
    expect((await ask("GET", "/me/deletion")).body).toEqual({
      user,
      toHandOver: held,
      goesAlong: [],
      lastPerson: false,
    });
    const refused = await goes();
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      "account.lastOwner",
      expect.stringContaining("“Shop”"),
    ]);
    await sql("UPDATE memberships SET role = 'owner' WHERE workspace_id = ?", body.id);
    expect((await goes()).status).toBe(204);
    expect(rows("SELECT user_id AS id FROM memberships WHERE workspace_id = ?", body.id)).toEqual([{ id: owner.id }]);
  });

  test("takes along the workspaces that nobody else is in: they rest at once and are cleared away later", async () => {
    const { body } = await ask("POST", "/workspaces", { name: "Alone", timezone: "UTC", demo: false });
    const draft = {
      schemaVersion: 1,
      name: "Live",
      nodes: [{ id: "in", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
    };
    const { id } = (await ask("POST", "/workflows", { document: draft }, body.id)).body;
    expect((await ask("POST", `/workflows/${id}/publish`, {}, body.id)).status).toBe(200);
    const along = [{ id: body.id, name: "Alone", liveWorkflows: 1 }];
    expect((await ask("GET", "/me/deletion")).body).toMatchObject({ toHandOver: [], goesAlong: along });
    expect((await goes()).status).toBe(204);
    expect(rows("SELECT deleted_at IS NOT NULL AS deleted FROM workspaces ORDER BY name = 'Alone'")).toEqual([
      { deleted: 0 },
      { deleted: 1 },
    ]);
    expect(rows("SELECT action FROM audit_log WHERE workspace_id = ? ORDER BY id", body.id)).toEqual(
      expect.arrayContaining([{ action: "workspace.deleted" }, { action: "account.deleted" }]),
    );
  });

  test("ends its keys and invitations in a workspace that is deleted, too: it may be taken back", async () => {
    await sql("UPDATE memberships SET role = 'admin' WHERE user_id = ?", anna.id);
    expect((await ask("POST", "/api-keys", { name: "Hers", role: "admin", expiresAt: null })).status).toBe(201);
    expect((await ask("POST", "/invitations", { email: "second@example.com", role: "admin" })).status).toBe(201);
    await sql("UPDATE workspaces SET deleted_at = ? WHERE id = ?", Date.now(), home);
    expect((await goes()).status).toBe(204);
    await sql("UPDATE workspaces SET deleted_at = NULL WHERE id = ?", home);
    expect(rows("SELECT name FROM api_keys WHERE name = 'Hers'")).toEqual([]);
    expect(rows("SELECT withdrawn_at IS NULL AS waits FROM invitations")).toEqual([{ waits: 0 }]);
  });

  test("is not the last one of a server, which would be anybody's", async () => {
    await sql("DELETE FROM users WHERE id <> ?", anna.id);
    expect((await ask("GET", "/me/deletion")).body).toMatchObject({ lastPerson: true });
    expect((await goes()).body).toMatchObject({ code: "account.lastPerson" });
    expect(exists()).toBe(true);
  });

  test("deletes once, of two at the same time", async () => {
    const both = await Promise.all([goes(), goes()]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 401]);
  });
});

/** Every column of the whole database in which one of these stands. */
function placesOf(...wanted: string[]): string[] {
  const tables = rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'") as {
    name: string;
  }[];
  return tables
    .flatMap(({ name }) =>
      (rows("SELECT name FROM pragma_table_info(?)", name) as { name: string }[])
        .filter((column) =>
          wanted.some(
            (one) => rows(`SELECT 1 FROM "${name}" WHERE instr("${column.name}", ?) LIMIT 1`, one).length > 0,
          ),
        )
        .map((column) => `${name}.${column.name}`),
    )
    .sort();
}
