import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigrated } from "../../adapters/database/testing/migrated.js";
import { openVault, proveKeys } from "../../adapters/secrets/open-keys.js";
import { readEnvironment } from "../../config/environment.js";
import { sealedAs } from "../../credentials/credential.rows.js";
import { runCommand } from "../commands.js";

const token = "real-token-4711";
let sandbox: Sandbox;
let served: ServedSandbox;
let folder: string;
beforeEach(async () => {
  sandbox = new Sandbox({ tokens: [token] });
  served = await serveSandbox(sandbox);
  folder = mkdtempSync(join(tmpdir(), "leeway-probe-"));
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

async function run(args: string[], { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(["leeloo", "probe", ...args], {
    env: { LEEWAY_DATA_DIR: folder, ...env },
    readInput: () => input,
    print: (text) => said.push(text),
    complain: (text) => complained.push(text),
    note: (text) => complained.push(text),
  });
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}
const at = () => ["--base-url", `${served.origin}/api/v2`];

describe("leeloo probe", () => {
  test("finds nothing at a Leeloo that is as decided, by calls that only read, and does not say the token", async () => {
    const { code, said, complained } = await run([...at(), "--token-stdin"], { input: `${token} \n` });
    expect([code, complained]).toEqual([0, ""]);
    expect(said).toContain("Token in X-Leeloo-AuthToken: accepted");
    expect(said).toContain("Token in Authorization: accepted");
    expect(said).toMatch(/GET \/people\/\{person_id\} +200 {2}as decided/);
    expect(said).toContain("filter[last_message]: needed (status: 0)");
    expect(said).toContain("filter[tags]: names, comma-separated");
    expect(said).toMatch(/No differences\.$/);
    expect(said).not.toContain(token);
    expect(new Set(sandbox.requests().map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(sandbox.requests().length).toBeGreaterThan(15);
  });

  test("says where Leeloo differs, as JSON too", async () => {
    sandbox.failNext({ match: { path: "/users" }, with: "html" });
    sandbox.failNext({ match: { path: "/tunnels" }, with: 500 });
    const { code, said } = await run([...at(), "--json"], { env: { LEELOO_TOKEN: token } });
    expect(code).toBe(1);
    const report = JSON.parse(said) as { findings: { type: string }[]; differences: number };
    const of = (type: string) => report.findings.find((one) => one.type === type);
    expect(report.differences).toBe(2);
    expect(of("leeloo.user.list")).toMatchObject({ status: 200, differences: [{ found: "no JSON" }] });
    expect(of("leeloo.tunnel.list")).toMatchObject({ status: 500, differences: [{ found: "HTTP 500" }] });
    expect(of("leeloo.tunnel.get")).toMatchObject({ skipped: "no tunnel to ask about" });
  });

  test("names fields of another shape and limits' headers, and blots out a token that comes back", async () => {
    const other = createServer((request, response) => {
      const isOwn = request.headers["x-leeloo-authtoken"] === token;
      response.writeHead(isOwn ? 200 : 401, { "content-type": "application/json", "ratelimit-limit": "60" });
      response.end(JSON.stringify({ status: 1, data: [{ id: 12, label: "VIP" }], [token]: 1 }));
    }).listen(0, "127.0.0.1");
    await new Promise((ready) => other.once("listening", ready));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { code, said } = await run(["--base-url", url], { env: { LEELOO_TOKEN: token } });
    other.close();
    expect(code).toBe(1);
    expect(said).toContain("Token in Authorization: refused");
    expect(said).toContain("ratelimit-limit: 60");
    expect(said).toContain("data[].id: expected string, found number");
    expect(said).toContain("data[].name: expected string, found missing");
    expect(said).toContain("data[].label");
    expect(said).not.toContain(token);
  });

  test("takes a kept credential with its own address", async () => {
    const db = await openMigrated(join(folder, "leeway.db"));
    const vault = await openVault(folder, proveKeys(folder, readEnvironment({})), db);
    const data = JSON.stringify({ token, baseUrl: `${served.origin}/api/v2` });
    await db.queue.write((handle) =>
      handle
        .prepare(
          `INSERT INTO credentials (id, workspace_id, type, name, public_data, sealed, created_at, updated_at)
           VALUES ('cred_1', 'ws_1', 'leelooToken', 'x', '{}', ?, 0, 0)`,
        )
        .run(vault.seal(handle, "ws_1", sealedAs("cred_1"), data)),
    );
    await db.close();
    expect((await run(["--credential", "cred_1"])).code).toBe(0);
    expect(await run(["--credential", "cred_2"])).toMatchObject({ code: 2, said: "" });
    expect(await run(["--credential", "cred_1", ...at()])).toMatchObject({ code: 2, said: "" });
  });

  test.each<[string, () => string[], Record<string, string>, RegExp]>([
    ["without a token", at, {}, /There is no token/],
    ["with a wrong token", at, { LEELOO_TOKEN: "old" }, /refused in either header/],
    [
      "where nobody answers",
      () => ["--base-url", "http://127.0.0.1:1/api"],
      { LEELOO_TOKEN: token },
      /cannot be reached/,
    ],
    ["with no address", () => ["--base-url", "leeloo"], { LEELOO_TOKEN: token }, /is no address/],
    ["with the token on the command line", () => ["--token", token], {}, /unknown option/],
    ["without a data folder", () => ["--credential", "cred_1"], {}, /There is no .*leeway\.db/],
  ])("could not %s, says so in a line, and ends with 2", async (_, args, env, expected) => {
    const { code, said, complained } = await run(args(), { env });
    expect([code, said]).toEqual([2, ""]);
    expect(complained).toMatch(expected);
    expect(complained).not.toContain(token);
  });
});
