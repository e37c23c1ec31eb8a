import "reflect-metadata";
import { limitSchema } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { LimitsModule } from "./limits.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule, LimitsModule]);
});
afterAll(() => server.close());

const limits = async (workspace: "ws_1" | "ws_2" = "ws_1") => {
  const { status, body } = await server.call("GET", "/api/v1/limits", { workspace });
  expect(status).toBe(200);
  return body.items as unknown[];
};
async function credential(data: object, workspace: "ws_1" | "ws_2" = "ws_1", type = "leelooToken"): Promise<string> {
  const { body } = await server.call("POST", "/api/v1/credentials", { body: { type, name: "Main", data }, workspace });
  return body.id;
}
const post = (id: string, verb: string, workspace: "ws_1" | "ws_2" | "nobody" = "ws_1") =>
  server.call("POST", `/api/v1/limits/${id}/${verb}`, { workspace });

describe("the limits", () => {
  test("are closed to strangers", async () => {
    expect((await server.call("GET", "/api/v1/limits", { workspace: "nobody" })).status).toBe(401);
    expect((await post("a", "pause", "nobody")).status).toBe(401);
  });

  test("name each token once, with the credentials that use it and the lowest of their limits", async () => {
    const first = await credential({ token: "shared", limitPerMinute: 200 });
    const second = await credential({ token: "shared", limitPerMinute: 100 });
    const other = await credential({ token: "alone" });
    await credential({ token: "no limit", allowedHosts: ["shop.example"] }, "ws_1", "httpBearer");
    const items = await limits();
    const rest = {
      sent60: 0,
      waiting: { critical: 0, normal: 0, bulk: 0 },
      emptyAt: null,
      frozenUntil: null,
      workflows: [],
      runs: [],
      pausedBy: null,
      unwritten: null,
      seconds: Array(60).fill(0),
    };
    expect(items).toEqual([
      { id: expect.any(String), credentialIds: [first, second], limit: 100, ...rest, paused: false },
      { id: expect.any(String), credentialIds: [other], limit: 290, ...rest, paused: false },
    ]);
    for (const item of items) expect(limitSchema.parse(item)).toEqual(item);
    expect(await limits("ws_2")).toEqual([]);
  });

  test("count what has gone out", async () => {
    const id = await credential({ token: "sandbox", baseUrl: "sandbox:" });
    const used = async () => (await limits()).find((item) => limitSchema.parse(item).credentialIds.includes(id));
    expect(await used()).toMatchObject({ sent60: 0 });
    await server.call("POST", `/api/v1/credentials/${id}/test`);
    expect(await used()).toMatchObject({ sent60: 1 });
  });

  test("of a token are paused and resumed, for all who use it and for nobody else to do", async () => {
    const mine = await credential({ token: "both of us" });
    const theirs = await credential({ token: "both of us" }, "ws_2");
    const idOf = (items: unknown[], credentialId: string) =>
      items.map((item) => limitSchema.parse(item)).find(({ credentialIds }) => credentialIds.includes(credentialId));
    const id = idOf(await limits(), mine)?.id ?? "";
    const paused = await post(id, "pause");
    expect([paused.status, paused.body]).toEqual([200, expect.objectContaining({ id, paused: true })]);
    expect(idOf(await limits("ws_2"), theirs)).toMatchObject({ id, paused: true, credentialIds: [theirs] });
    const resumed = await post(id, "resume", "ws_2");
    expect(resumed.body).toMatchObject({ id, paused: false });
    expect(idOf(await limits(), mine)).toMatchObject({ paused: false });
    const stranger = await post(idOf(await limits(), mine)?.id + "x", "pause");
    expect([stranger.status, stranger.body.code]).toEqual([404, "notFound"]);
    // Of sandboxes each workspace has its own, whatever the token.
    const inMySandbox = await credential({ token: "sandbox", baseUrl: "sandbox:" });
    const inTheirs = await credential({ token: "sandbox", baseUrl: "sandbox:" }, "ws_2");
    expect(idOf(await limits(), inMySandbox)?.id).not.toBe(idOf(await limits("ws_2"), inTheirs)?.id);
    const own = await credential({ token: "mine alone" });
    const closed = await post(idOf(await limits(), own)?.id ?? "", "pause", "ws_2");
    expect(closed.status).toBe(404);
    const entries = server.platform.database.handle
      .prepare("SELECT workspace_id, action, subject, detail FROM audit_log WHERE action LIKE 'token.%' ORDER BY id")
      .all();
    const noted = (id: string) => JSON.stringify({ credentials: id, names: "Main" });
    expect(entries).toEqual([
      { workspace_id: "ws_1", action: "token.paused", subject: id, detail: noted(mine) },
      { workspace_id: "ws_2", action: "token.resumed", subject: id, detail: noted(theirs) },
    ]);
  });
});
