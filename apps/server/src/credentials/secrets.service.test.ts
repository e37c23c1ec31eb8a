import "reflect-metadata";
import { SANDBOX_BASE_URL } from "@leeway/api";
import type { JsonObject, OpenSecret } from "@leeway/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { openVault, proveKeys } from "../adapters/secrets/open-keys.js";
import type { Vault } from "../adapters/secrets/vault.js";
import { readEnvironment } from "../config/environment.js";
import { Settings } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { sealedAs } from "./credential.rows.js";
import { systemClock } from "../adapters/system-clock.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { AccessTokens } from "./google/access-tokens.js";
import { TokenEndpoint } from "./google/token-endpoint.js";
import { spellingsOf } from "./spellings.js";
import { SecretsService } from "./secrets.service.js";

const leeloo = { token: "live-token", baseUrl: "https://api.leeloo.ai/api/v2", limitPerMinute: 120 };
const basic = { username: "shop", password: "pässword", allowedHosts: ["shop.example"] };
let folder: string;
let db: OpenDatabase;
let vault: Vault;
let secrets: SecretsService;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-open-"));
  db = await openMigrated(join(folder, "leeway.db"));
  vault = await openVault(folder, proveKeys(folder, readEnvironment({})), db);
  secrets = new SecretsService(db, vault, new Settings(readEnvironment({ PORT: "4000" }), "0"), tokens());
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

async function put(id: string, type: string, data: JsonObject, workspace = "ws_1"): Promise<void> {
  const sealed = await db.queue.write((write) => vault.seal(write, workspace, sealedAs(id), JSON.stringify(data)));
  await db.queue.write((handle) =>
    handle
      .prepare(
        `INSERT INTO credentials (id, workspace_id, type, name, public_data, sealed, created_at, updated_at)
         VALUES (?, ?, ?, ?, '{}', ?, 0, 0)`,
      )
      .run(id, workspace, type, `name of ${id}`, sealed),
  );
}
const tokens = () =>
  new AccessTokens(
    vault,
    new TokenEndpoint(new GuardedHttp({ allowPrivateHosts: [], sandbox: () => undefined })),
    systemClock,
  );
const change = (sql: string) => db.queue.write((handle) => handle.prepare(sql).run());

describe("an opened credential", () => {
  test("of Leeloo goes to the host and port of its base URL only, with the pool of its token", async () => {
    await put("a", "leelooToken", leeloo);
    expect(await secrets.open("ws_1", "a")).toEqual({
      type: "leelooToken",
      name: "name of a",
      data: { ...leeloo, header: "X-Leeloo-AuthToken" },
      allowedHosts: ["api.leeloo.ai:443"],
      censor: spellingsOf(["live-token"]),
      pool: { key: vault.poolKey("live-token"), limit: 120 },
    });
  });

  test("shares its pool with another credential of the same token, in any workspace", async () => {
    await put("a", "leelooToken", leeloo);
    await put("b", "leelooToken", { ...leeloo, token: " live-token " }, "ws_2");
    await put("c", "leelooToken", { ...leeloo, token: "other-token" });
    const keys = [];
    for (const [workspace, id] of [
      ["ws_1", "a"],
      ["ws_2", "b"],
      ["ws_1", "c"],
    ] as const)
      keys.push(((await secrets.open(workspace, id)) as { pool: { key: string } }).pool.key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  test("of the sandbox finds it where this server listens", async () => {
    await put("a", "leelooToken", { token: "sandbox", baseUrl: SANDBOX_BASE_URL });
    expect(await secrets.open("ws_1", "a")).toMatchObject({
      data: { token: "sandbox", baseUrl: "http://127.0.0.1:4000/sandbox/api/v2" },
      allowedHosts: ["127.0.0.1:4000"],
      censor: [],
    });
  });

  test("is the sandbox's in a rehearsal, and only Leeloo's is", async () => {
    await put("a", "leelooToken", leeloo);
    await put("b", "httpBasic", basic);
    const rehearsed = await secrets.standIn("ws_1", "a", ["leelooToken"]);
    expect(rehearsed).toMatchObject({ data: { token: "sandbox" }, pool: { key: vault.poolKey("sandbox\nws_1") } });
    // Each workspace has its own sandbox: one that is worn out stops nobody else.
    const another = await secrets.standIn("ws_2", undefined, ["leelooToken"]);
    expect(another).toMatchObject({ pool: { key: vault.poolKey("sandbox\nws_2") } });
    expect(rehearsed).toMatchObject({
      name: "name of a",
      standIn: {
        at: "http://127.0.0.1:4000/sandbox/api/v2",
        for: "https://api.leeloo.ai/api/v2",
        headers: { "x-leeway-rehearsal": "1" },
      },
    });
    expect(JSON.stringify(rehearsed)).not.toContain("live-token");
    expect(await secrets.standIn("ws_1", "b", ["httpBasic"])).toBeUndefined();
    expect(await secrets.standIn("ws_1", "b", ["leelooToken"])).toBeUndefined();
  });

  test("need not be there nor open for a rehearsal, which says so", async () => {
    await put("a", "leelooToken", leeloo);
    await change("UPDATE credentials SET workspace_id = 'ws_9'");
    const noteOf = async (workspace: string, id: string | undefined) =>
      ((await secrets.standIn(workspace, id, ["leelooToken"])) as OpenSecret).standIn?.note;
    expect(await noteOf("ws_1", undefined)).toBe("credentialMissing");
    expect(await noteOf("ws_1", "gone")).toBe("credentialUnreadable");
    expect(await noteOf("ws_9", "a")).toBe("credentialUnreadable");
  });

  test("is censored in every form it is sent in", async () => {
    await put("b", "httpBasic", basic);
    const sent = Buffer.from("shop:pässword").toString("base64");
    expect(await secrets.open("ws_1", "b")).toMatchObject({
      allowedHosts: ["shop.example"],
      censor: expect.arrayContaining(["pässword", "p%C3%A4ssword", sent]),
    });
  });
});

describe("what far ends could give back", () => {
  const token = "4mV8wq-Zk2Tn7yXc1Lp9Rb";
  const bearer = (value: string) => ({ token: value, allowedHosts: ["shop.example"] });
  const again = () =>
    new SecretsService(db, vault, new Settings(readEnvironment({ PORT: "4000" }), "0"), tokens()).spoken("ws_1");

  test("is known in every spelling, before it is opened by this process, and in its own workspace alone", async () => {
    await put("a", "httpBearer", bearer(token));
    const inHex = Buffer.from(token).toString("hex");
    expect(secrets.spoken("ws_1")).toEqual(expect.arrayContaining([token, inHex]));
    expect(again()).toEqual(secrets.spoken("ws_1"));
    expect(secrets.spoken("ws_2")).toEqual([]);
  });

  test("is known from when it is opened on, the longest spelling first, and the one before it still is", async () => {
    expect(secrets.spoken("ws_1")).toEqual([]);
    await put("a", "httpBearer", bearer(token));
    await secrets.open("ws_1", "a");
    await change("DELETE FROM credentials");
    await put("a", "httpBearer", bearer(`${token}/new`));
    await secrets.open("ws_1", "a");
    const spoken = secrets.spoken("ws_1");
    expect(spoken).toEqual(expect.arrayContaining([token, `${token}/new`]));
    const lengths = spoken.map((one) => one.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });

  test("has the tokens that a service gives out for a while", async () => {
    await put("a", "httpBearer", bearer(token));
    const opened = (await secrets.open("ws_1", "a")) as OpenSecret;
    expect(secrets.spoken("ws_1")).not.toContain("token-of-an-hour-0001");
    opened.censor.push("token-of-an-hour-0001");
    expect(secrets.spoken("ws_1")).toContain("token-of-an-hour-0001");
  });

  test.each(["correct horse", "380671234567", "4111 1111 1111 1111", "тест"])(
    "is not what people may write to each other (%s): a message with asterisks would be worse",
    async (password) => {
      await put("a", "httpBearer", bearer(password));
      expect((await secrets.open("ws_1", "a")) as OpenSecret).toMatchObject({
        censor: expect.arrayContaining([password]),
      });
      expect(secrets.spoken("ws_1")).toEqual([]);
    },
  );

  test("is not what does not open", async () => {
    await put("a", "httpBearer", bearer(token));
    await change("UPDATE credentials SET workspace_id = 'ws_9'");
    expect(secrets.spoken("ws_9")).toEqual([]);
  });
});

describe("a credential does not open", () => {
  const gone = { code: "credential.unreadable", values: {} };
  const broken = { code: "credential.unreadable", values: { credential: "name of a" } };
  beforeEach(() => put("a", "leelooToken", leeloo));

  test("when it is deleted, or another workspace's", async () => {
    expect(await secrets.open("ws_2", "a")).toEqual(gone);
    await change("DELETE FROM credentials");
    expect(await secrets.open("ws_1", "a")).toEqual(gone);
  });
  test("when the row was moved to another id", async () => {
    await change("UPDATE credentials SET id = 'z'");
    expect(await secrets.open("ws_1", "z")).toEqual(broken);
  });
  test("as another type than it was sealed as", async () => {
    await change("UPDATE credentials SET type = 'httpBearer'");
    expect(await secrets.open("ws_1", "a")).toEqual(broken);
  });
  test("in the sandbox where there is none", async () => {
    const off = new Settings(readEnvironment({ LEEWAY_SANDBOX: "off" }), "0");
    const open = await new SecretsService(db, vault, off, tokens()).standIn("ws_1", "a", ["leelooToken"]);
    expect(open).toEqual({ code: "service.sandboxOff", values: {} });
  });
});

test("the scope of a workspace has its own zone, variables and field defaults, as saved last", async () => {
  const changes = new WorkspaceChanges();
  const scopes = new WorkspaceScopeService(db, new Settings(readEnvironment({ PORT: "4000" }), "0"), changes);
  await change("INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_1', 'Shop', 'Europe/Kyiv', 0)");
  await change("INSERT INTO variables VALUES ('ws_1', 'lgt', 'text', '\"abc\"', 0), ('ws_2', 'lgt', 'text', '1', 0)");
  await change("INSERT INTO fields VALUES ('ws_1', 'city', 'text', '\"Lviv\"', 0), ('ws_1', 'age', 'number', NULL, 1)");
  expect(await scopes.scope("ws_1")).toEqual({
    timezone: "Europe/Kyiv",
    vars: { lgt: "abc" },
    fields: { city: "Lviv", age: null },
    publicUrl: "http://127.0.0.1:4000",
  });
  await change("UPDATE variables SET value = '5' WHERE workspace_id = 'ws_1'");
  changes.next("ws_1");
  expect((await scopes.scope("ws_1")).vars).toEqual({ lgt: 5 });
});
