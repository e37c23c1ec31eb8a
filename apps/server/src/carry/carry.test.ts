import "reflect-metadata";
import type { ImportReport, WorkspaceFile } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSession } from "../accounts/sessions.service.js";
import { AuditModule } from "../audit/audit.module.js";
import { served, type Answer, type Served } from "../credentials/testing/served.js";
import { CarryModule } from "./carry.module.js";

const SECRET = "token-that-nobody-may-read";
let server: Served;
let cookie: string;
beforeEach(async () => {
  server = await served([CarryModule, AuditModule]);
  const token = await server.platform.database.queue.write((db) => {
    db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
      VALUES ('user_2', 'a@example.com', 'Anna', 'en', '', 0)`);
    for (const id of ["ws_1", "ws_2"]) db.prepare("INSERT INTO memberships VALUES (?, 'user_2', 'admin')").run(id);
    return openSession(db, "user_2", "ws_2", Date.now(), { address: "::1", userAgent: null });
  });
  cookie = `leeway=${token}`;
});
afterEach(() => server.close());

type Workspace = "ws_1" | "ws_2";
const call = (method: string, path: string, body?: unknown, workspace: Workspace = "ws_1") =>
  server.call(method, `/api/v1${path}`, { body, workspace });
/** As the person, in the second workspace: settings are not for API keys. */
const asPerson = async (method: string, path: string, body?: unknown): Promise<Answer> => {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: { cookie, origin: server.origin, "x-leeway-workspace": "ws_2", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text) };
};
const exported = async (workspace: Workspace = "ws_1"): Promise<WorkspaceFile> =>
  (await call("GET", "/workspace/export", undefined, workspace)).body;
const imported = async (file: unknown, rest: object = {}): Promise<ImportReport> => {
  const answer = await call("POST", "/workspace/import", { file, ...rest }, "ws_2");
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const refused = async (file: unknown, rest: object = {}) => {
  const { status, body } = await call("POST", "/workspace/import", { file, ...rest }, "ws_2");
  return { status, code: body.code, errors: body.errors as { path: string; message: string }[] };
};
const theirs = { settings: "theirs", labels: "theirs", variables: "theirs", fields: "theirs" };

const document = (name: string, ...nodes: object[]) => ({
  schemaVersion: 1,
  name,
  nodes,
  edges: [],
  notes: [],
  settings: {},
});
const save = async (name: string, ...nodes: object[]): Promise<string> =>
  (await call("POST", "/workflows", { document: document(name, ...nodes) })).body.id;

/** A workspace that has something of everything, in which workflows use credentials and one another. */
async function fill(): Promise<{ credential: string; called: string }> {
  const { body: label } = await call("POST", "/labels", { name: "Shop", color: "teal" });
  await call("PUT", "/variables", { items: [{ name: "site", type: "url", value: "https://shop.example" }] });
  await call("PUT", "/fields", {
    items: [
      { name: "city", type: "text", default: "Kyiv" },
      { name: "age", type: "number" },
    ],
  });
  await call("PUT", "/privacy", { maskedFields: ["passport"] });
  await call("PUT", "/retention", { succeeded: { days: 7, count: 50 }, failed: { days: 14 } });
  const { body: bearer } = await call("POST", "/credentials", {
    type: "httpBearer",
    name: "Shop API",
    data: { token: SECRET, allowedHosts: ["shop.example"] },
  });
  await call("POST", "/credentials", {
    type: "leelooToken",
    name: "Sandbox",
    data: { token: "x", baseUrl: "sandbox:" },
  });
  const called = await save("Called", { id: "in", type: "trigger.workflow", params: {} });
  const caller = await save(
    "Caller",
    { id: "in", type: "trigger.manual", params: {} },
    { id: "ask", type: "http.request", credential: bearer.id, params: { url: "{{ vars.site }}" } },
    {
      id: "run",
      type: "logic.workflow",
      params: { workflowId: called },
      labels: { workflowId: { [called]: "Called" } },
    },
    { id: "hear", type: "trigger.error", params: { which: "chosen", workflows: [called] } },
  );
  await call("PUT", `/workflows/${caller}/labels`, { labels: [label.id] });
  await call("PUT", `/workflows/${caller}/samples`, { nodeId: "in", payload: { phone: "+380501234567" } });
  return { credential: bearer.id, called };
}

/** Without what differs between two workspaces that are the same: ids by the order in which they stand. */
const plain = ({ exportedAt: _at, ...file }: WorkspaceFile) => {
  const ids = [...file.credentials, ...file.workflows].map(({ id }) => id);
  return JSON.parse(ids.reduce((text, id, index) => text.replaceAll(id, `id${index}`), JSON.stringify(file)));
};

describe("the file of a workspace", () => {
  test("taken into an empty workspace gives the same file again, but for ids and times", async () => {
    const { called } = await fill();
    const file = await exported();
    const answer = await asPerson("POST", "/workspace/import", { file, choices: theirs });
    expect([answer.status, answer.body.settings]).toEqual([200, { name: "ws_1", outcome: "replaced" }]);
    const again = await exported("ws_2");
    expect(plain(again)).toEqual(plain(file));
    expect(again.workflows.map(({ id }) => id)).not.toContain(called);
    expect(JSON.stringify(again)).not.toContain(called);
  });

  test("has no secret, no sample and nobody's name, and is written down with who took it", async () => {
    await fill();
    const { text } = await call("GET", "/workspace/export");
    for (const hidden of [SECRET, "380501234567", "Anna", "a@example.com"]) expect(text).not.toContain(hidden);
    expect(Object.keys(JSON.parse(text))).toEqual(
      "kind schemaVersion exportedAt settings labels variables fields credentials workflows".split(" "),
    );
    const { body } = await call("GET", "/audit?kind=data");
    expect(body.items).toMatchObject([{ action: "workspace.exported", detail: { workflows: "2" } }]);
  });

  test("may be larger than any other body", async () => {
    const nodes = [{ id: "a", type: "trigger.manual", params: { text: "x".repeat(1_000_000) } }];
    const workflows = ["one", "two"].map((id) => ({ id, document: document(id, ...nodes) }));
    const report = await imported({ ...(await exported()), workflows });
    expect(report.workflows.map(({ outcome }) => outcome)).toEqual(["made", "made"]);
  });
});

describe("a dry run", () => {
  test("says what would be, and leaves everything as it was", async () => {
    await fill();
    const file = await exported();
    const before = await exported("ws_2");
    const dry = await imported(file, { dryRun: true });
    expect(plain(await exported("ws_2"))).toEqual(plain(before));
    const real = await imported(file);
    const told = ({ credentials, workflows, ...rest }: ImportReport) => ({
      ...rest,
      dryRun: true,
      credentials: credentials.map(({ id: _id, ...one }) => one),
      workflows: workflows.map(({ id: _id, problems, ...one }) => ({
        ...one,
        problems: problems.map(({ code }) => code),
      })),
    });
    expect(told(dry)).toEqual(told(real));
    expect(told(real)).toMatchObject({
      settings: { name: "ws_1", outcome: "kept" },
      labels: [{ name: "Shop", outcome: "made" }],
      variables: [{ name: "site", outcome: "made" }],
      credentials: [
        { as: "Shop API", outcome: "made", needsSecret: true },
        { as: "Sandbox", outcome: "made", needsSecret: false },
      ],
      workflows: [
        { as: "Called", outcome: "made", problems: [] },
        { as: "Caller", outcome: "made", problems: expect.arrayContaining([expect.any(String)]) },
      ],
    });
  });
});

describe("what is there by the same name", () => {
  test("stays, comes twice or is replaced, as the person chooses for each kind", async () => {
    const { called } = await fill();
    await call("POST", "/workspace/import", { file: await exported() }, "ws_2");
    const file = await exported();
    Object.assign(file.variables[0] ?? {}, { value: "https://other.example" });
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Changed" });
    const mine = await imported(file, { choices: { workflows: "mine" } });
    expect(mine.variables).toEqual([{ name: "site", outcome: "kept" }]);
    expect(mine.credentials.map(({ outcome }) => outcome)).toEqual(["kept", "kept"]);
    expect(mine.workflows.map(({ outcome }) => outcome)).toEqual(["kept", "kept"]);
    const both = await imported(file, { choices: { credentials: "both", workflows: "both" } });
    expect(both.credentials.map(({ as }) => as)).toEqual(["Shop API 2", "Sandbox 2"]);
    expect(both.workflows.map(({ as }) => as)).toEqual(["Called 2", "Caller 2"]);
    const { body: copy } = await call("GET", `/workflows/${both.workflows[1]?.id}`, undefined, "ws_2");
    expect(copy.document.nodes[1].credential).toBe(both.credentials[0]?.id);
    expect(copy.document.nodes[2].params.workflowId).toBe(both.workflows[0]?.id);
    expect(copy.document.nodes[2].labels.workflowId).toEqual({ [both.workflows[0]?.id ?? ""]: "Called" });
    expect(copy.document.nodes[3].params.workflows).toEqual([both.workflows[0]?.id]);
    const replaced = await imported(file, { choices: { variables: "theirs", workflows: "theirs" } });
    expect(replaced.variables).toEqual([{ name: "site", outcome: "replaced" }]);
    expect(replaced.workflows.map(({ id, outcome }) => [id, outcome])).toEqual([
      [mine.workflows[0]?.id, "replaced"],
      [mine.workflows[1]?.id, "same"],
    ]);
    expect(JSON.stringify(await exported("ws_2"))).not.toContain(called);
  });

  test("stays live as it is when its draft is replaced: nothing goes live by an import", async () => {
    const manual = { id: "in", type: "trigger.manual", params: {} };
    const id = await save("Live", manual);
    expect((await call("POST", `/workflows/${id}/publish`)).status).toBe(200);
    const file = await exported();
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Start" });
    const { body } = await call("POST", "/workspace/import", { file, choices: { workflows: "theirs" } });
    expect(body.workflows).toMatchObject([{ id, outcome: "replaced", wasPublished: true }]);
    const { body: now } = await call("GET", `/workflows/${id}`);
    expect([now.revision, now.published]).toMatchObject([2, { version: 1, revision: 1 }]);
    const copy = await imported(file);
    const { body: draft } = await call("GET", `/workflows/${copy.workflows[0]?.id}`, undefined, "ws_2");
    expect(draft.published).toBeNull();
  });
});

describe("an imported credential", () => {
  test("waits for its secret, says so, and works when somebody has entered it", async () => {
    await fill();
    const { credentials } = await imported(await exported());
    const [id, sandbox] = credentials.map((one) => one.id);
    const at = `/credentials/${id}`;
    expect((await call("GET", at, undefined, "ws_2")).body).toMatchObject({
      name: "Shop API",
      needsSecret: true,
      data: { allowedHosts: ["shop.example"] },
    });
    expect((await call("GET", `/credentials/${sandbox}`, undefined, "ws_2")).body.needsSecret).toBe(false);
    const test = await call("POST", `${at}/test`, undefined, "ws_2");
    expect(test.body).toMatchObject({ ok: false, error: { code: "credential.noSecret" } });
    const without = await call("PUT", at, { data: { allowedHosts: ["other.example"] } }, "ws_2");
    expect([without.status, without.body.code]).toEqual([422, "credential.secretNeeded"]);
    const entered = await call("PUT", at, { data: { token: "entered" } }, "ws_2");
    expect(entered.body).toMatchObject({ needsSecret: false, data: { allowedHosts: ["shop.example"] } });
  });
});

describe("a crafted file is refused in words, and nothing of it is taken", () => {
  const wrongs: [string, (file: WorkspaceFile) => unknown, string, RegExp][] = [
    ["of a newer Leeway", (file) => ({ ...file, schemaVersion: 2, more: 1 }), "file.schemaVersion", /newer Leeway/],
    ["of something else", () => document("A workflow"), "file.kind", /not a file that Leeway wrote/],
    ["that is a list", () => [], "file", /not a file that Leeway wrote/],
    ["with parts that nobody knows", (file) => ({ ...file, members: [] }), "file", /members/],
    [
      "with a secret",
      (file) => ({
        ...file,
        credentials: [{ ...file.credentials[0], data: { token: "x", allowedHosts: ["a.example"] } }],
      }),
      "file.credentials[0].data.token",
      /no secrets/,
    ],
    [
      "with a credential of an unknown kind",
      (file) => ({ ...file, credentials: [{ id: "c", type: "toString", name: "x", data: {} }] }),
      "file.credentials[0].type",
      /Choose one of these/,
    ],
    [
      "with data that are of no credential",
      (file) => ({ ...file, credentials: [{ ...file.credentials[0], data: { allowedHosts: "shop.example" } }] }),
      "file.credentials[0].data.allowedHosts",
      /list/,
    ],
    [
      "in which two workflows have one id",
      (file) => ({ ...file, workflows: [file.workflows[0], file.workflows[0]] }),
      "file.workflows[1].id",
      /twice/,
    ],
    [
      "in which two credentials have one id",
      (file) => ({ ...file, credentials: [file.credentials[0], { ...file.credentials[0], name: "x" }] }),
      "file.credentials[1].id",
      /twice/,
    ],
    [
      "with a label that it does not have",
      (file) => ({ ...file, labels: [] }),
      "file.workflows[1].labels[0]",
      /no such one/,
    ],
    [
      "with a variable of another kind than it says",
      (file) => ({ ...file, variables: [{ name: "n", type: "number", value: "many" }] }),
      "file.variables[0].value",
      /number/,
    ],
    [
      "with a variable twice",
      (file) => ({ ...file, variables: [...file.variables, ...file.variables] }),
      "file.variables[1].name",
      /site/,
    ],
    [
      "with a time zone that is none",
      (file) => ({ ...file, settings: { ...file.settings, timezone: "Mars/Base" } }),
      "file.settings.timezone",
      /no such time zone/,
    ],
    [
      "with too many workflows",
      (file) => ({
        ...file,
        workflows: Array.from({ length: 1_001 }, (_, id) => ({ ...file.workflows[0], id: `w${id}` })),
      }),
      "file.workflows",
      /1,000/,
    ],
  ];
  test("wherever it is wrong", async () => {
    await fill();
    const file = await exported();
    const before = plain(await exported("ws_2"));
    for (const [what, wrong, path, words] of wrongs) {
      const { status, errors } = await refused(wrong(file));
      expect([what, status, errors[0]]).toMatchObject([what, 422, { path, message: expect.stringMatching(words) }]);
    }
    const prototype = JSON.stringify({ file }).replace('"settings"', '"__proto__":{"a":1},"settings"');
    const answer = await fetch(`${server.origin}/api/v1/workspace/import`, {
      method: "POST",
      headers: { cookie, origin: server.origin, "content-type": "application/json" },
      body: prototype,
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("__proto__")]);
    expect(plain(await exported("ws_2"))).toEqual(before);
  });

  test("also where the last of many parts cannot be taken", async () => {
    await fill();
    const file = await exported();
    const full = Array.from({ length: 500 }, (_, n) => ({ name: `v${n}`, type: "number", value: n }));
    await call("PUT", "/variables", { items: full }, "ws_2");
    const before = plain(await exported("ws_2"));
    expect(await refused(file)).toMatchObject({ status: 422, errors: [{ path: "file.variables" }] });
    expect(plain(await exported("ws_2"))).toEqual(before);
  });

  test("and an API key does not change the workspace's settings by it", async () => {
    const file = await exported();
    expect(await refused(file, { choices: { settings: "theirs" } })).toMatchObject({
      status: 403,
      code: "auth.forbidden",
    });
  });
});
