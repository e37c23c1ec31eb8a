import "reflect-metadata";
import { credentialSchema } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CredentialUse } from "./credential-use.js";
import { CredentialsModule } from "./credentials.module.js";
import { SecretsService } from "./secrets.service.js";
import { making } from "./testing/making.js";
import { served, type Served } from "./testing/served.js";

const TOKEN = "live-token-0123456789";
let server: Served;

beforeAll(async () => {
  server = await served([CredentialsModule]);
});
afterAll(() => server.close());

const { call, make, made } = making(() => server);
const secrets = () => server.app.get(SecretsService);
const open = async (id: string) => await secrets().open("ws_1", id);
const audited = (id: string) =>
  server.platform.database.handle.prepare("SELECT action FROM audit_log WHERE subject = ? ORDER BY id").pluck().all(id);

describe("a credential", () => {
  test("is kept with its secret sealed: no answer and no byte of the data folder has it", async () => {
    const { body, text } = await make({ token: ` ${TOKEN} `, limitPerMinute: 100 });
    expect(credentialSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      type: "leelooToken",
      data: { baseUrl: "https://api.leeloo.ai/api/v2", header: "X-Leeloo-AuthToken", limitPerMinute: 100 },
      sandbox: false,
    });
    expect(await open(body.id)).toMatchObject({ data: { token: TOKEN } });
    const list = await call("GET", "?limit=200");
    expect(list.body.items).toContainEqual(body);
    expect((await call("GET", `/${body.id}`)).body).toEqual(body);
    expect(text + list.text).not.toContain(TOKEN);
    const files = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.map(({ name }) => name)).toContain("leeway.db-wal");
    for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(TOKEN)).toBe(false);
  });

  test("comes in pages, newest first", async () => {
    const ids = [await made({ token: "a" }), await made({ token: "b" })];
    const first = (await call("GET", "?limit=1")).body;
    const second = (await call("GET", `?limit=1&cursor=${first.nextCursor}`)).body;
    expect([second.items[0].id, first.items[0].id]).toEqual(ids);
  });

  test("says that it is the sandbox's", async () => {
    expect((await make({ token: "sandbox", baseUrl: "sandbox:" })).body.sandbox).toBe(true);
    expect((await make({ token: "sandbox", baseUrl: `${server.origin}/sandbox/api/v2/` })).body.sandbox).toBe(true);
  });

  test.each([
    ["without its secret", {}, "request.invalid", ["data.token"]],
    ["with an address that cannot be", { token: "a", baseUrl: "ftp://x" }, "request.invalid", ["data.baseUrl"]],
    [
      "with a query in its address",
      { token: "a", baseUrl: "https://x.example/?a=" },
      "request.invalid",
      ["data.baseUrl"],
    ],
    ["with a field of another type", { token: "a", allowedHosts: ["x"] }, "credential.type", ["data.allowedHosts"]],
  ])("%s is refused by name of the field", async (_, data, code, paths) => {
    const { status, body } = await make(data);
    expect([status, body.code, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, code, paths]);
  });

  test("is chosen and tested by who may not see its settings, and changed by who keeps it alone", async () => {
    const id = await made({ token: TOKEN, allowedHosts: ["127.0.0.1:1"] }, "httpBearer");
    const become = (role: string) =>
      server.platform.database.queue.write((db) =>
        db.prepare("UPDATE api_keys SET role = ? WHERE workspace_id = 'ws_1'").run(role),
      );
    const seen = async () => {
      const [one, all] = [await call("GET", `/${id}`), await call("GET", "")];
      const listed = all.body.items.find((credential: { id: string }) => credential.id === id);
      const statuses = [];
      for (const [method, path, body] of [
        ["POST", "/test", undefined],
        ["PUT", "", { name: "mine" }],
        ["DELETE", "", undefined],
      ] as const)
        statuses.push((await call(method, `/${id}${path}`, { body })).status);
      return [one.body.data, listed.data, one.body.name === listed.name, ...statuses];
    };
    await become("editor");
    expect(await seen()).toEqual([{}, {}, true, 200, 403, 403]);
    await become("operator");
    expect(await seen()).toEqual([{}, {}, true, 403, 403, 403]);
    await become("viewer");
    expect(await seen()).toEqual([{}, {}, true, 403, 403, 403]);
    await become("admin");
    const settings = { allowedHosts: ["127.0.0.1:1"] };
    expect(await seen()).toEqual([settings, settings, true, 200, 200, 204]);
  });

  test("is nobody else's: another workspace gets 404, a stranger 401", async () => {
    const id = await made({ token: TOKEN });
    const calls = [
      ["GET", ""],
      ["PUT", ""],
      ["DELETE", ""],
      ["POST", "/test"],
    ] as const;
    for (const [method, path] of calls)
      for (const [workspace, status] of [
        ["ws_2", 404],
        ["nobody", 401],
      ] as const) {
        const body = method === "PUT" ? { name: "mine" } : undefined;
        expect((await call(method, `/${id}${path}`, { workspace, body })).status).toBe(status);
      }
    expect((await call("GET", "", { workspace: "ws_2" })).body).toEqual({ items: [] });
    expect((await call("GET", `/${id}`)).body.name).toBe("Main");
  });
});

describe("a change", () => {
  test("without the secret keeps it, and what else is left out", async () => {
    const id = await made({ token: TOKEN, limitPerMinute: 100 });
    const answer = await call("PUT", `/${id}`, { body: { name: "Shop", data: { header: "Authorization" } } });
    expect(answer.body).toMatchObject({ name: "Shop", data: { header: "Authorization", limitPerMinute: 100 } });
    expect(await open(id)).toMatchObject({ data: { token: TOKEN, header: "Authorization" } });
    expect(audited(id)).toEqual(["credential.created", "credential.changed"]);
  });

  test("of where the secret goes needs the secret", async () => {
    const id = await made({ token: TOKEN });
    const elsewhere = { baseUrl: "https://stranger.example/api/v2" };
    const refused = await call("PUT", `/${id}`, { body: { data: elsewhere }, language: "uk" });
    expect([refused.status, refused.body.code]).toEqual([422, "credential.secretNeeded"]);
    expect(refused.body.title).toBe("Потрібно ще раз ввести секрет");
    expect(refused.body.errors).toMatchObject([{ path: "data.token", message: refused.body.detail }]);
    expect(await open(id)).toMatchObject({ allowedHosts: ["api.leeloo.ai:443"] });
    expect((await call("PUT", `/${id}`, { body: { data: { ...elsewhere, token: "new-token" } } })).status).toBe(200);
    expect(await open(id)).toMatchObject({ data: { token: "new-token" }, allowedHosts: ["stranger.example:443"] });
  });

  test("may take hosts away, and add them only with the secret", async () => {
    const id = await made({ token: TOKEN, allowedHosts: ["a.example", "b.example"] }, "httpBearer");
    const put = (allowedHosts: string[]) => call("PUT", `/${id}`, { body: { data: { allowedHosts } } });
    expect((await put(["a.example", "c.example"])).body.code).toBe("credential.secretNeeded");
    expect((await put(["a.example"])).status).toBe(200);
    expect((await put(["a.example", "b.example"])).body.code).toBe("credential.secretNeeded");
  });

  test("mends a credential that does not open any more, with its secret only", async () => {
    const id = await made({ token: TOKEN });
    await server.platform.database.queue.write((db) =>
      db.prepare("UPDATE credentials SET sealed = x'0000000100' WHERE id = ?").run(id),
    );
    expect((await call("PUT", `/${id}`, { body: { data: { limitPerMinute: 5 } } })).body.code).toBe(
      "credential.secretNeeded",
    );
    expect((await call("PUT", `/${id}`, { body: { data: { token: "again" } } })).status).toBe(200);
    expect(await open(id)).toMatchObject({ data: { token: "again" } });
  });
});

describe("a deleted credential", () => {
  test("is gone for the next step", async () => {
    const id = await made({ token: TOKEN });
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    expect(await open(id)).toMatchObject({ code: "credential.unreadable" });
    expect((await call("GET", `/${id}`)).status).toBe(404);
    expect(audited(id)).toEqual(["credential.created", "credential.deleted"]);
  });

  test("is refused with their names while published workflows use it", async () => {
    const id = await made({ token: TOKEN });
    await publish("wf_1", "Замовлення", [{ credential: id }]);
    await publish("wf_2", "Mentioned in a text only", [{ params: { text: id } }]);
    const { status, body } = await call("DELETE", `/${id}`);
    expect([status, body.code, body.detail]).toEqual([
      409,
      "credential.inUse",
      "It is used by: Замовлення (HTTP request). Choose another credential there first.",
    ]);
    expect(await open(id)).toMatchObject({ data: { token: TOKEN } });
  });
});

function publish(id: string, name: string, nodes: object[]): Promise<unknown> {
  return server.platform.database.queue.write((db) => {
    const whole = nodes.map((node, index) => ({ id: `n${index}`, type: "http.request", params: {}, ...node }));
    const document = JSON.stringify({ nodes: whole, edges: [], settings: {} });
    db.prepare(
      `INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at)
       VALUES (?, ?, 1, 1, ?, 0)`,
    ).run(`doc_${id}`, id, document);
    db.prepare("INSERT INTO workflows VALUES (?, 'ws_1', ?, 1, '{}', 1, ?, 0, 0, NULL)").run(id, name, `doc_${id}`);
  });
}

test("credentials with one token stand behind one pool", async () => {
  const ids = [await made({ token: "shared-token", limitPerMinute: 50 }), await made({ token: "shared-token" })];
  await made({ token: "shared-token", allowedHosts: ["a.example"] }, "httpBearer");
  const use = new CredentialUse(server.platform.database, secrets());
  const key = server.platform.vault.poolKey("shared-token");
  const behind = (await use.credentialsOf("ws_1")).filter(({ pool }) => pool.key === key);
  expect(behind).toEqual([
    { credentialId: ids[0], pool: { key, limit: 50 } },
    { credentialId: ids[1], pool: { key, limit: 290 } },
  ]);
  expect(await use.credentialsOf("ws_2")).toEqual([]);
});
