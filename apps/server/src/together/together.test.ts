import "reflect-metadata";
import type { WorkflowNews } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession } from "../accounts/sessions.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";

const key = "lw_the-key-of-some-program";
const device = { address: "127.0.0.1", userAgent: "" };
let server: WholeServer;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const owner = { LEEWAY_OWNER_EMAIL: "o@example.com", LEEWAY_OWNER_PASSWORD: "a password of theirs" };
  server = await startWhole({ ...owner, LEEWAY_API_KEY: key }, null, () => {});
  await server.platform.database.queue.write((db) => {
    const workspace = db.prepare("SELECT id FROM workspaces").pluck().get() as string;
    for (const [id, name, role] of [
      ["user_o", "Olena", "editor"],
      ["user_i", "Ivan", "viewer"],
    ] as const) {
      db.prepare(
        "INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT ?, ?, ?, 'en', password_hash, 0 FROM users LIMIT 1",
      ).run(id, `${id}@x.y`, name);
      db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)").run(workspace, id, role);
      cookies[name] = `leeway=${openSession(db, id, workspace, Date.now(), device)}`;
    }
    const owner = db.prepare("SELECT user_id FROM memberships WHERE role = 'owner'").pluck().get() as string;
    cookies["Owner"] = `leeway=${openSession(db, owner, workspace, Date.now(), device)}`;
  });
});
afterAll(() => server.close());

const tab = (name: string) => `tab-of-${name}`;
async function ask(who: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(who === "program" ? { authorization: `Bearer ${key}` } : { cookie: cookies[who] ?? "", origin: server.url }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}
const draft = (name: string) => ({
  schemaVersion: 1,
  name,
  nodes: [{ id: "in", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
});
const made = async () => (await ask("program", "POST", "/workflows", { document: draft("first") })).body.id as string;
const beat = (who: string, id: string, step?: string) =>
  ask(who, "POST", `/workflows/${id}/presence`, { tab: tab(who), ...(step !== undefined && { step }) });

/** What somebody hears of a workflow while `act` goes on, as many as are expected. */
async function heard(who: string, id: string, count: number, act: () => Promise<unknown>): Promise<WorkflowNews[]> {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/api/v1/workflows/${id}/events`, {
    headers: { cookie: cookies[who] ?? "" },
    signal: stop.signal,
  });
  const news: WorkflowNews[] = [];
  let text = "";
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  await act();
  while (news.length < count) {
    const read = await reader?.read();
    if (read?.value === undefined) throw new Error(`the stream ended after ${news.length}`);
    text += read.value;
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages)
      if (message.includes("event: news")) news.push(JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? ""));
  }
  stop.abort();
  return news;
}

test("those who have a workflow open hear who saved, published, took off and deleted it", async () => {
  const id = await made();
  const news = await heard("Ivan", id, 6, async () => {
    await ask("Olena", "PUT", `/workflows/${id}`, { revision: 1, document: draft("second") });
    await ask("Olena", "PUT", `/workflows/${id}`, { revision: 1, document: draft("too late") });
    await ask("program", "PUT", `/workflows/${id}`, { revision: 2, document: draft("third") });
    await ask("Olena", "POST", `/workflows/${id}/publish`, {});
    await ask("Olena", "POST", `/workflows/${id}/versions/1/restore`, {});
    await ask("Olena", "POST", `/workflows/${id}/unpublish`, {});
    await ask("Olena", "DELETE", `/workflows/${id}`);
  });
  const by = { id: "user_o", name: "Olena" };
  expect(news).toEqual([
    { type: "saved", revision: 2, by },
    { type: "saved", revision: 3, by: null },
    { type: "published", version: 1, by },
    { type: "saved", revision: 4, by },
    { type: "published", version: null, by },
    { type: "deleted", by },
  ]);
});

test("a workflow says who saved it last", async () => {
  const id = await made();
  expect((await ask("Ivan", "GET", `/workflows/${id}`)).body.updatedBy).toBeNull();
  const { body } = await ask("Olena", "PUT", `/workflows/${id}`, { revision: 1, document: draft("second") });
  expect(body.updatedBy).toEqual({ id: "user_o", name: "Olena" });
});

test("what was looked at is what goes live: publishing an older revision is refused", async () => {
  const id = await made();
  await ask("program", "PUT", `/workflows/${id}`, { revision: 1, document: draft("second") });
  const late = await ask("Olena", "POST", `/workflows/${id}/publish`, { revision: 1 });
  expect(late).toMatchObject({ status: 409, body: { code: "workflow.changed", revision: 2, yours: 1 } });
  expect(await ask("Olena", "POST", `/workflows/${id}/publish`, { revision: 2 })).toMatchObject({
    body: { version: 1 },
  });
});

test("people see each other with the step that each has chosen, also who may only look", async () => {
  const id = await made();
  expect((await beat("Olena", id, "in")).body).toEqual({
    revision: 1,
    published: null,
    people: [{ id: "user_o", name: "Olena", role: "editor", tabs: 1, steps: ["in"] }],
  });
  const news = await heard("Olena", id, 2, async () => {
    expect((await beat("Ivan", id)).body.people).toHaveLength(2);
    await beat("Ivan", id);
    expect((await ask("Ivan", "DELETE", `/workflows/${id}/presence/${tab("Ivan")}`)).status).toBe(204);
  });
  expect(news).toMatchObject([
    { type: "people", people: [{ name: "Ivan", role: "viewer", steps: [] }, { name: "Olena" }] },
    { type: "people", people: [{ name: "Olena" }] },
  ]);
});

test("nobody is present at what they cannot see, and a program is nobody", async () => {
  const id = await made();
  expect((await beat("program", id)).status).toBe(403);
  expect((await beat("Olena", "wf_none")).status).toBe(404);
  expect((await ask("Olena", "POST", `/workflows/${id}/presence`, { tab: "a b" })).status).toBe(422);
  await ask("Ivan", "DELETE", `/workflows/${id}/presence/${tab("Olena")}`);
});

test("whose sessions are ended is gone for the others, and their stream ends", async () => {
  const id = await made();
  await beat("Olena", id, "in");
  const stream = await fetch(`${server.url}/api/v1/workflows/${id}/events`, {
    headers: { cookie: cookies["Olena"] ?? "" },
  });
  const [news] = await heard("Ivan", id, 1, () => ask("Owner", "DELETE", "/members/user_o/sessions"));
  expect(news).toEqual({ type: "people", people: [] });
  // The body ends by itself: nobody has to hang up.
  expect(await stream.text()).toContain("ping");
  expect((await ask("Olena", "GET", `/workflows/${id}`)).status).toBe(401);
});
