import "reflect-metadata";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { runCommand } from "./commands.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule]);
  for (const workspace of ["ws_1", "ws_2"] as const) {
    const body = { type: "webhookSecret", name: "x", data: { secret: `secret of ${workspace}` } };
    await server.call("POST", "/api/v1/credentials", { body, workspace });
  }
});
afterAll(() => server.close());

async function run(line: string, env: Record<string, string> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(line.split(" "), {
    env: { LEEWAY_DATA_DIR: server.folder, ...env },
    readInput: () => "",
    print: (text) => said.push(text),
    complain: (text) => complained.push(text),
    note: (text) => complained.push(text),
  });
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}
const keyFile = () => join(server.folder, "secret.key");

describe("keys", () => {
  test("rotate says how far it is, how it ended, and what to keep", async () => {
    const { code, said, complained } = await run("keys rotate");
    expect([code, complained]).toEqual([0, "The new key is in secret.key. Sealing anew …\n2 of 2"]);
    const told = "SELECT workspace_id, via FROM audit_log WHERE action = 'keys.rotated' ORDER BY id";
    expect(server.platform.database.handle.prepare(told).all()).toEqual([
      { workspace_id: "ws_1", via: "command" },
      { workspace_id: "ws_2", via: "command" },
    ]);
    expect(said).toMatch(/^2 of 2 sealed anew\.\nThe key is now [\da-f]{8}\. Copy secret\.key/);
  });

  test("list shows ids and counts, as text and as JSON, and nothing of a key", async () => {
    const { said } = await run("keys list");
    expect(said).toMatch(/^ {2}[\da-f]{8} {2}seals, 3 data keys$/m);
    expect(said).toMatch(/^ {2}ws_2 {2}version 2, made 20\S+Z, sealed by [\da-f]{8}, has sealed 1$/m);
    const json = (await run("keys list --json")).said;
    expect(JSON.parse(json)).toMatchObject({ kept: "file", keys: [{ use: "seals" }, { use: "opens", dataKeys: 0 }] });
    for (const secret of readFileSync(keyFile(), "utf8").trim().split("\n")) expect(said + json).not.toContain(secret);
  });

  test("forget takes an old key out, and refuses the one that seals and one that is not there", async () => {
    const [seals, opens] = JSON.parse((await run("keys list --json")).said).keys;
    expect(await run(`keys forget ${seals.id}`)).toMatchObject({
      code: 3,
      complained: expect.stringMatching(/seals everything/),
    });
    expect(await run("keys forget 00000000")).toMatchObject({
      code: 6,
      complained: expect.stringMatching(/no key 00000000/),
    });
    expect(await run(`keys forget ${opens.id}`)).toMatchObject({ code: 0, said: `The key ${opens.id} is forgotten.` });
    expect(readFileSync(keyFile(), "utf8").trim().split("\n")).toHaveLength(1);
    const told = "SELECT workspace_id AS id, detail ->> 'key' AS key FROM audit_log WHERE action = 'keys.forgotten'";
    expect(server.platform.database.handle.prepare(told).all()).toEqual([
      { id: "ws_1", key: opens.id },
      { id: "ws_2", key: opens.id },
    ]);
  });

  test("without the server's key nothing is changed", async () => {
    const kept = readFileSync(keyFile(), "utf8");
    const rows = () => server.platform.database.handle.prepare("SELECT hex(sealed) FROM data_keys").pluck().all();
    const before = rows();
    expect(await run("keys rotate", { LEEWAY_SECRET_KEY: "another key of 16" })).toMatchObject({
      code: 1,
      complained: "LEEWAY_SECRET_KEY is not the key of this database. Set it as the server has it.",
    });
    rmSync(keyFile());
    expect(await run("keys rotate")).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/set it here too\.$/),
    });
    writeFileSync(keyFile(), kept);
    expect(rows()).toEqual(before);
  });
});
