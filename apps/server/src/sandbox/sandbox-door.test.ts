import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPlatform, type Platform } from "../adapters/platform.js";
import { readEnvironment } from "../config/environment.js";
import { Settings } from "../config/settings.js";
import { SandboxCallers } from "./sandbox-callers.js";
import { sandboxDoor } from "./sandbox-door.js";

let folder = "";
let platform: Platform;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-door-"));
  platform = await openPlatform(readEnvironment({ LEEWAY_DATA_DIR: folder, PORT: "0" }), "test");
  await platform.database.queue.write((db) => {
    const add = db.prepare("INSERT INTO workspaces (id, name, timezone, created_at) VALUES (?, ?, 'Europe/Kyiv', ?)");
    add.run("ws_z", "first", 1);
    add.run("ws_a", "second", 2);
  });
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const door = (environment: Record<string, string> = {}) =>
  sandboxDoor(
    platform.callers,
    platform.database,
    new Settings(readEnvironment({ LEEWAY_DATA_DIR: folder, ...environment }), "test"),
  );
const far = "203.0.113.7";

describe("the door of the sandbox", () => {
  test.each(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])(
    "lets a program at %s into the first workspace's world, as one from outside",
    (remoteAddress) => {
      expect(door()({ headers: {}, remoteAddress })).toEqual({ world: "ws_z", outside: true });
    },
  );

  test.each(["192.168.0.5", far, "2001:db8::1", "::ffff:203.0.113.7", "", undefined])(
    "is closed to %s",
    (remoteAddress) => {
      expect(door()({ headers: {}, remoteAddress })).toBeUndefined();
    },
  );

  test.each(["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip", "cf-connecting-ip"])(
    "is closed to whomever a proxy of this machine speaks for by %s",
    (name) => {
      expect(door()({ headers: { [name]: "127.0.0.1" }, remoteAddress: "127.0.0.1" })).toBeUndefined();
    },
  );

  test("shows this machine nobody's data where others are served too", () => {
    const knock = { headers: {}, remoteAddress: "127.0.0.1" };
    expect(door({ LEEWAY_PUBLIC_URL: "https://leeway.example" })(knock)).toEqual({ world: "", outside: true });
  });

  test("lets a call of this process into the world of its workspace, wherever it comes from", () => {
    const headers = platform.callers.headers("ws_a");
    expect(door()({ headers, remoteAddress: far })).toEqual({ world: "ws_a", outside: false });
  });

  test("is closed to the secret of another process, and to a call of nobody's", () => {
    const others = [new SandboxCallers().headers("ws_a"), platform.callers.headers(undefined)];
    for (const headers of others) expect(door()({ headers, remoteAddress: "127.0.0.1" })).toBeUndefined();
  });
});

test("the secret goes to the sandbox alone, with the workspace whose call it is", async () => {
  const seen: [string | undefined, IncomingHttpHeaders][] = [];
  const server = createServer(({ url, headers }, response) => {
    seen.push([url, headers]);
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const environment = readEnvironment({
    LEEWAY_DATA_DIR: join(folder, "other"),
    PORT: String(port),
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  });
  const other = await openPlatform(environment, "test");
  const call = (path: string, workspaceId?: string) =>
    other.http.send({
      method: "GET",
      url: `http://127.0.0.1:${port}${path}`,
      headers: { "x-leeway-caller": "forged", accept: "*/*" },
      workspaceId,
      timeoutMs: 5_000,
      fresh: true,
      allowedHosts: undefined,
      cancellation: { requested: false, onRequest: () => () => {} },
      beforeWrite: () => true,
    });
  await call("/sandbox/api/v2/tags", "ws_1");
  await call("/sandbox/api/v2/tags");
  await call("/sandbox/api/v22/tags", "ws_1");
  await call("/hooks/leeloo/key", "ws_1");
  expect(seen.map(([, headers]) => other.callers.of(headers).kind)).toEqual(["own", "liar", "liar", "liar"]);
  const said = seen.map(([, headers]) => headers["x-leeway-caller"]);
  expect(said.slice(2)).toEqual(["forged", "forged"]);
  await other.close();
  server.close();
});
