import "reflect-metadata";
import type { AuditEntry, AuditPerson } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, type AuditNote } from "../accounts/audit.js";
import { served, type Served } from "../credentials/testing/served.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { AuditModule } from "./audit.module.js";
import { AuditRetention } from "./audit-retention.service.js";

const DAY_MS = 86_400_000;
let server: Served;
beforeAll(async () => {
  server = await served([AuditModule, CredentialsModule, WorkflowsModule]);
  await server.platform.database.queue.write((db) =>
    db.exec(
      `INSERT INTO users (id, email, name, locale, password_hash, created_at) VALUES ('u1', 'anna@example.com', 'Anna', 'en', '', 0), ('u2', 'olha@example.com', 'Ольга', 'uk', '', 0)`,
    ),
  );
});
afterAll(() => server.close());

const write = (note: Partial<AuditNote> = {}, workspaceId = "ws_1") =>
  server.platform.database.queue.write((db) =>
    audit(db, {
      userId: "u1",
      from: { via: "session", address: "203.0.113.7" },
      action: "workspace.changed",
      ...note,
      workspaceId,
    }),
  );
const list = async (query = "", language = "en") =>
  (await server.call("GET", `/api/v1/audit?${query}`, { language })).body as {
    items: AuditEntry[];
    nextCursor?: string;
  };
async function download(query: string): Promise<{ text: string; headers: Headers }> {
  const answer = await fetch(`${server.origin}/api/v1/audit/export?${query}`, {
    headers: { authorization: "Bearer lw_key-of-the-first-workspace" },
  });
  expect(answer.status).toBe(200);
  // Reading as text takes the mark of UTF-8 away.
  return { text: await answer.text(), headers: answer.headers };
}

describe("the audit log", () => {
  test("says who did what, when and from where, in the reader's language", async () => {
    await write({ action: "credential.created", subject: "cred_1", detail: { name: "Leeloo" } });
    const [entry] = (await list("", "uk")).items;
    expect(entry).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^20.*Z$/),
      action: "credential.created",
      kind: "credentials",
      text: "Додано доступ «Leeloo»",
      who: { id: "u1", name: "Anna", email: "anna@example.com" },
      from: { via: "session", name: null, address: "203.0.113.7" },
      subject: "cred_1",
      detail: { name: "Leeloo" },
    });
  });

  test("tells of what is done through the API, by the key's name and address", async () => {
    const body = { type: "webhookSecret", name: "Shop", data: { secret: "s3cret-of-the-shop" } };
    const { id } = (await server.call("POST", "/api/v1/credentials", { body })).body;
    const [entry] = (await list("kind=credentials")).items;
    expect(entry).toMatchObject({
      text: "Added the credential “Shop”",
      who: { id: null, name: null },
      from: { via: "apiKey", name: "test", address: "127.0.0.1" },
      subject: id,
    });
    expect(JSON.stringify(await list())).not.toContain("s3cret");
  });

  test("comes in pages, each entry once, also while others are written", async () => {
    for (let index = 0; index < 5; index++) await write({ subject: `page_${index}` });
    const first = await list("limit=3");
    await write({ subject: "later" });
    const second = await list(`limit=3&cursor=${first.nextCursor}`);
    const seen = [...first.items, ...second.items].map(({ subject }) => subject);
    expect(seen.slice(0, 5)).toEqual(["page_4", "page_3", "page_2", "page_1", "page_0"]);
  });

  test("is narrowed by person, kind and time", async () => {
    await write({ userId: "u2", action: "workflow.published", detail: { name: "Orders", version: "3" } });
    expect((await list("person=u2")).items.map(({ text }) => text)).toEqual(["Published “Orders” as version 3"]);
    expect((await list("person=u2&kind=credentials")).items).toEqual([]);
    expect(new Set((await list("kind=settings")).items.map(({ kind }) => kind))).toEqual(new Set(["settings"]));
    const now = Date.now();
    const iso = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    expect((await list(`since=${iso(now + 1_000)}`)).items).toEqual([]);
    expect((await list(`until=${iso(now - DAY_MS)}`)).items).toEqual([]);
    expect((await list(`since=${iso(now - DAY_MS)}&until=${iso(now + 1_000)}&person=u2`)).items).toHaveLength(1);
    const bad = await server.call("GET", "/api/v1/audit?kind=nothing&since=yesterday");
    expect([bad.status, bad.body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, ["kind", "since"]]);
  });

  test("names everybody who is in it, by their last name", async () => {
    await server.platform.database.queue.write((db) => db.exec("UPDATE users SET name = 'Hanna' WHERE id = 'u1'"));
    await write();
    const { items } = (await server.call("GET", "/api/v1/audit/people")).body as { items: AuditPerson[] };
    // The keys of the two workspaces were made by one who has no account.
    expect(items.map(({ id, name }) => [id, name])).toEqual([
      ["u2", "Ольга"],
      ["u1", "Hanna"],
      ["user_1", "user_1"],
    ]);
  });

  test("of another workspace is in no list and no file", async () => {
    await write({ subject: "theirs" }, "ws_2");
    expect(JSON.stringify(await list("limit=200"))).not.toContain("theirs");
    expect((await download("format=json")).text).not.toContain("theirs");
  });

  test("has no route that changes it", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      for (const path of ["", "/export", `/${(await list()).items[0]?.id}`])
        expect([404, 405]).toContain((await server.call(method, `/api/v1/audit${path}`, { body: {} })).status);
  });
});

/** A reader of RFC 4180. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  const cells = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  let row: string[] = [];
  for (let cell; (cell = cells.exec(csv));) {
    row.push((cell[1] ?? "").replaceAll('""', '"'));
    if (cell[2] === "\r\n") rows.push(row.splice(0));
  }
  return rows;
}

describe("a file of it", () => {
  const crafted = [
    '=HYPERLINK("http://evil.example","Click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    'x","=1+1',
    'line\r\n"=1+1"\r\n',
    "plain, with comma",
    "</script><b>",
    "\u0000=1",
  ];

  test("as a table has names that are no formulas, stay in their cell, and come back as they were", async () => {
    await server.platform.database.queue.write((db) => {
      for (const [index, name] of crafted.entries()) {
        db.prepare(
          "INSERT INTO users (id, email, name, locale, password_hash, created_at) VALUES (?, ?, ?, 'en', '', 0)",
        ).run(`c${index}`, `c${index}@example.com`, name);
        audit(db, {
          workspaceId: "ws_1",
          userId: `c${index}`,
          from: { via: "session" },
          action: "credential.created",
          detail: { name },
        });
      }
    });
    const { text } = await download("format=csv");
    const [head, ...rows] = rowsOf(text);
    expect(head?.slice(0, 4)).toEqual(["time", "person", "email", "what"]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
    expect(rows.flat().filter((cell) => /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/u.test(cell))).toEqual([]);
    const persons = rows.map((row) => row[1]?.replace(/^'/, ""));
    for (const name of crafted) expect(persons).toContain(name.replaceAll("\0", ""));
  });

  test("as JSON is a list of all that the filter leaves, in more than one page", async () => {
    await server.platform.database.queue.write((db) => {
      for (let index = 0; index < 1_100; index++)
        audit(db, { workspaceId: "ws_1", userId: "u2", from: { via: "session" }, action: "variables.changed" });
    });
    const { text, headers } = await download("format=json&person=u2&kind=settings");
    const entries = JSON.parse(text) as AuditEntry[];
    expect([entries.length, new Set(entries.map(({ id }) => id)).size]).toEqual([1_100, 1_100]);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="leeway-audit-\d{4}-\d\d-\d\d\.json"$/);
    expect(JSON.parse((await download("format=json&person=nobody")).text)).toEqual([]);
  });

  test("is itself told of", async () => {
    await download("format=json&person=nobody");
    expect((await list("kind=data&limit=1")).items[0]).toMatchObject({ text: "Downloaded the audit log as json" });
  });
});

test("entries are forgotten after two years, in pieces, and no sooner", async () => {
  const { queue, handle } = server.platform.database;
  const now = Date.now();
  const old = (days: number) => {
    const at = now - days * DAY_MS;
    const hex = at.toString(16).padStart(12, "0");
    return { at, id: `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000` };
  };
  const insert = handle.prepare(
    "INSERT INTO audit_log (id, workspace_id, at, action) VALUES (?, 'ws_2', ?, 'signIn.done')",
  );
  await queue.write(() => {
    for (const { id, at } of [old(800), old(732), old(730), old(400)]) insert.run(id, at);
    for (let index = 0; index < 600; index++) insert.run(`${old(900).id}${index}`, old(900).at);
  });
  await server.app.get(AuditRetention).clean(now);
  const kept = handle.prepare("SELECT id FROM audit_log WHERE action = 'signIn.done' ORDER BY id").pluck().all();
  expect(kept).toEqual([old(730).id, old(400).id]);
});
