import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { TeamModule } from "./team.module.js";

let server: AccountsServer;
let mine: Record<string, string>;
beforeAll(async () => {
  server = await startAccounts({}, [TeamModule]);
  mine = { cookie: (await server.call("POST", "/auth/setup", owner)).cookie, origin: server.url };
});
afterAll(() => server.close());

const sql = (text: string, ...values: unknown[]) =>
  server.database.queue.write((db) => db.prepare(text).run(...values));
const create = (body: object) => server.call("POST", "/workspaces", body, mine);
const names = async (query = "") =>
  ((await server.call("GET", `/workspaces${query}`, undefined, mine)).body["items"] as { name: string }[]).map(
    ({ name }) => name,
  );

test("a further workspace belongs to who made it, with or without the demo", async () => {
  const made = await create({ name: " Agency ", timezone: "Europe/Warsaw" });
  const agency = { id: expect.stringMatching(/^ws_/), name: "Agency", role: "owner", takeBackUntil: null };
  expect([made.status, made.body]).toEqual([201, agency]);
  const bare = await create({ name: "bare", demo: false });
  expect(await names()).toEqual(["Agency", "bare", "Flowers"]);
  expect(server.filled.slice(1)).toEqual([made.body["id"]]);
  const there = { ...mine, "x-leeway-workspace": String(bare.body["id"]) };
  expect((await server.call("GET", "/me", undefined, there)).body["workspace"]).toMatchObject({ name: "bare" });
  expect((await create({ name: " " })).status).toBe(422);
  expect((await create({ name: "x", timezone: "Mars/Olympus" })).status).toBe(422);
});

test("the workspace that has a workflow or a run is named to its members alone", async () => {
  const agency = (await create({ name: "Holder", demo: false })).body["id"];
  await sql(
    `INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at)
     VALUES ('wf_there', ?, 'A', 1, '{}', 0, 0), ('wf_elsewhere', 'ws_of_others', 'B', 1, '{}', 0, 0)`,
    agency,
  );
  expect(await names("?holds=wf_there")).toEqual(["Holder"]);
  expect(await names("?holds=wf_elsewhere")).toEqual([]);
  expect(await names("?holds=wf_nowhere")).toEqual([]);
});

test("who belongs to no workspace can sign in and make one, and do nothing else", async () => {
  const kept = server.database.handle.prepare("SELECT * FROM memberships").all() as Record<string, string>[];
  await sql("DELETE FROM memberships");
  const { cookie } = await server.call("POST", "/auth/sign-in", { email: owner.email, password: owner.password });
  const alone = { cookie, origin: server.url };
  const refused = await server.call("GET", "/me", undefined, alone);
  expect([refused.status, refused.body.code]).toEqual([403, "workspace.none"]);
  expect((await server.call("POST", "/probe", {}, alone)).body.code).toBe("workspace.none");
  expect((await server.call("GET", "/workspaces", undefined, alone)).body["items"]).toEqual([]);
  const made = await server.call("POST", "/workspaces", { name: "Anew", demo: false }, alone);
  const me = await server.call("GET", "/me", undefined, alone);
  expect(me.body["workspace"]).toMatchObject({ id: made.body["id"], name: "Anew" });
  for (const { workspace_id: workspace, user_id: user, role } of kept)
    await sql("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)", workspace, user, role);
});

test("an API key neither makes workspaces nor sees those of a person", async () => {
  const { key } = (await server.call("POST", "/api-keys", { name: "k" }, mine)).body;
  const headers = { authorization: `Bearer ${String(key)}` };
  expect((await server.call("GET", "/workspaces", undefined, headers)).status).toBe(403);
  expect((await server.call("POST", "/workspaces", { name: "x" }, headers)).status).toBe(403);
});

test("one person owns fifty workspaces at most", async () => {
  const { count } = server.database.handle
    .prepare("SELECT count(*) AS count FROM memberships WHERE role = 'owner'")
    .get() as { count: number };
  for (let index = count; index < 50; index++)
    expect((await create({ name: `${index}`, demo: false })).status).toBe(201);
  const one = await create({ name: "too many", demo: false });
  expect([one.status, one.body.code]).toEqual([409, "workspace.tooMany"]);
});
