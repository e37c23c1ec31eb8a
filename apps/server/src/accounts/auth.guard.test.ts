import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { uuidv7 } from "uuidv7";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
let cookie = "";
let setCookie = "";
beforeEach(async () => {
  server = await startAccounts();
  ({ cookie, setCookie } = await server.call("POST", "/auth/setup", owner));
});
afterEach(() => server.close());

const read = (headers: Record<string, string>) => server.call("GET", "/probe", undefined, headers);
const change = (headers: Record<string, string>) => server.call("POST", "/probe", {}, headers);
const mine = () => ({ cookie, origin: server.url });
const sql = (text: string, ...values: unknown[]) =>
  server.database.queue.write((db) => db.prepare(text).run(...values));
const session = () =>
  server.database.handle.prepare("SELECT id_hash AS hash, last_seen_at AS seen FROM sessions").get() as {
    hash: string;
    seen: number;
  };

test("a request without session and key is refused", async () => {
  const answer = await read({});
  expect([answer.status, answer.body.code, answer.headers.get("www-authenticate")]).toEqual([
    401,
    "auth.required",
    "Bearer",
  ]);
});

test("an answer to somebody is kept by no browser and no proxy", async () => {
  expect((await read({ cookie })).headers.get("cache-control")).toBe("no-store");
});

test("an answer to a person names their role, also where it refuses; one to a key, or to nobody, names none", async () => {
  const named = async (asked: Promise<{ headers: Headers }>) => (await asked).headers.get("x-leeway-role");
  const { body } = await server.call("POST", "/api-keys", { name: "Shop" }, mine());
  expect(await named(read({ cookie }))).toBe("owner");
  await sql("UPDATE memberships SET role = 'viewer'");
  expect(await named(read({ cookie }))).toBe("viewer");
  expect(await named(change(mine()))).toBe("viewer");
  expect(await named(read({ authorization: `Bearer ${String(body["key"])}` }))).toBeNull();
  expect(await named(read({}))).toBeNull();
});

test("a change on a page of somebody else is refused, whoever has signed in at this browser meanwhile", async () => {
  const me = String(server.database.handle.prepare("SELECT id FROM users").pluck().get());
  expect((await change({ ...mine(), "x-leeway-person": me })).status).toBe(201);
  const answer = await change({ ...mine(), "x-leeway-person": "user_before" });
  expect([answer.status, answer.body.code]).toEqual([401, "auth.required"]);
});

describe("the session's cookie", () => {
  test("is out of reach for scripts and other sites' forms, and lasts thirty days", () => {
    expect(setCookie).toMatch(/^leeway=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test("travels by https only, bound to this host, where the public address is https", async () => {
    const secured = await startAccounts({ LEEWAY_PUBLIC_URL: "https://leeway.example.com" });
    const set = await secured.call("POST", "/auth/setup", owner);
    expect(set.setCookie).toMatch(/^__Host-leeway=[\w-]{43};.* Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const headers = { cookie: set.cookie, origin: "https://leeway.example.com" };
    expect((await secured.call("POST", "/probe", {}, headers)).status).toBe(201);
    await secured.close();
  });

  test("is kept as a hash only", () => {
    const token = cookie.split("=")[1] ?? "";
    expect(session().hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(server.database.handle.prepare("SELECT * FROM sessions").all())).not.toContain(token);
  });

  test("opens nothing after signing out, and the browser is told to drop it", async () => {
    const out = await server.call("POST", "/auth/sign-out", {}, mine());
    expect([out.status, out.setCookie]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await read({ cookie })).status).toBe(401);
    expect((await server.call("POST", "/auth/sign-out", {}, mine())).status).toBe(204);
  });
});

describe("a change by cookie", () => {
  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a neighbouring subdomain", { "sec-fetch-site": "same-site" }],
    ["another site that the browser names", { "sec-fetch-site": "cross-site" }],
    ["nobody knows where", {}],
  ])("from %s is refused", async (_, headers) => {
    const answer = await change({ cookie, ...headers });
    expect([answer.status, answer.body.code]).toEqual([403, "auth.crossSite"]);
    expect((await read({ cookie, ...headers })).status).toBe(200);
  });

  test("from the own page is done, also behind a proxy that changes the host", async () => {
    expect((await change(mine())).status).toBe(201);
    const proxied = { cookie, origin: "http://localhost:5173", "sec-fetch-site": "same-origin" };
    expect((await change(proxied)).status).toBe(201);
  });

  test("signs nobody in or out from another site", async () => {
    const evil = { origin: "https://evil.example" };
    const credentials = { email: owner.email, password: owner.password };
    const answers = [
      await server.call("POST", "/auth/sign-in", credentials, evil),
      await server.call("POST", "/auth/setup", owner, evil),
      await server.call("POST", "/auth/sign-out", {}, { cookie, ...evil }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(["auth.crossSite", "auth.crossSite", "auth.crossSite"]);
    expect((await read({ cookie })).status).toBe(200);
  });
});

describe("a role", () => {
  const become = (role: string) => sql("UPDATE memberships SET role = ?", role);

  test("that does not allow something is named in the refusal, with what it does not allow and who may", async () => {
    await become("viewer");
    expect((await read({ cookie })).body).toMatchObject({ role: "viewer" });
    const said = await Promise.all(
      ["en", "uk", "ru"].map(async (language) => {
        const { status, body } = await change({ ...mine(), "accept-language": language });
        return [status, body.code, body["title"], body["detail"]];
      }),
    );
    expect(said).toEqual([
      [
        403,
        "auth.role",
        "Your role does not allow this",
        "Your role in this workspace is “viewer”. It does not let you change workflows. Who may: owner, admin, editor.",
      ],
      [
        403,
        "auth.role",
        "Ваша роль цього не дозволяє",
        "Ваша роль у цьому просторі — «спостерігач». З нею не можна змінювати сценарії. Це можуть: власник, адміністратор, редактор.",
      ],
      [
        403,
        "auth.role",
        "Ваша роль этого не позволяет",
        "Ваша роль в этом пространстве — «наблюдатель». С ней нельзя менять сценарии. Это могут: владелец, администратор, редактор.",
      ],
    ]);
  });

  test("works from the next request on, and is told to its person", async () => {
    await become("editor");
    expect((await change(mine())).body).toMatchObject({ role: "editor" });
    const { body } = await server.call("GET", "/me", undefined, { cookie });
    expect(body).toMatchObject({ workspace: { role: "editor" }, workspaces: [{ role: "editor" }] });
    await become("operator");
    expect((await change(mine())).status).toBe(403);
  });

  test("that is none closes the workspace", async () => {
    await become("emperor");
    expect((await read({ cookie })).body.code).toBe("workspace.notMember");
  });

  test("opens no route that says nothing of whom it is for, not even an owner's", async () => {
    expect((await server.call("GET", "/probe/without-a-rule", undefined, { cookie })).body.code).toBe("auth.forbidden");
    expect((await server.call("GET", "/probe/without-a-rule")).status).toBe(401);
  });
});

describe("a stream", () => {
  const watch = async (headers: Record<string, string>) => {
    expect((await server.call("GET", "/probe/watch", undefined, headers)).status).toBe(200);
    expect(server.watching()).toBe(true);
  };

  test.each([
    ["the role allows it no more", "UPDATE memberships SET role = 'viewer'"],
    ["the membership is gone", "DELETE FROM memberships"],
    ["the session is ended", "DELETE FROM sessions"],
  ])("of a person may go on until %s", async (_, change) => {
    await watch({ cookie });
    await sql("UPDATE memberships SET role = 'operator'");
    expect(server.watching()).toBe(true);
    await sql(change);
    expect(server.watching()).toBe(false);
  });

  test.each(["viewer", "admin"])("of events goes on in the role that opened it alone, and not as %s", async (role) => {
    await sql("UPDATE memberships SET role = 'operator'");
    expect((await server.call("GET", "/probe/stream", undefined, { cookie })).status).toBe(200);
    expect(server.watching()).toBe(true);
    await sql(`UPDATE memberships SET role = '${role}'`);
    expect(server.watching()).toBe(false);
  });

  test("of a key may go on until the key is deleted", async () => {
    const { body } = await server.call("POST", "/api-keys", { name: "Shop" }, mine());
    await watch({ authorization: `Bearer ${String(body["key"])}` });
    await sql("DELETE FROM api_keys");
    expect(server.watching()).toBe(false);
  });
});

describe("another workspace", () => {
  const other = "ws_other";
  const stranger = "key_of_a_stranger_0123";
  beforeEach(async () => {
    await sql("INSERT INTO workspaces (id, name, timezone, created_at) VALUES (?, 'Other', 'UTC', 0)", other);
    const { createHash } = await import("node:crypto");
    await sql(
      "INSERT INTO api_keys (id, workspace_id, name, prefix, hash, created_at) VALUES (?, ?, 'theirs', 'key_of', ?, 0)",
      `key_${uuidv7()}`,
      other,
      createHash("sha256").update(stranger).digest("hex"),
    );
  });
  const user = () => server.database.handle.prepare("SELECT id FROM users").pluck().get();

  test("is closed to who is no member", async () => {
    const answer = await read({ cookie, "x-leeway-workspace": other });
    expect([answer.status, answer.body.code]).toEqual([403, "workspace.notMember"]);
    expect((await read({ cookie })).body["workspaceId"]).toBe(server.filled[0]);
  });

  test("keeps its keys to itself", async () => {
    const headers = { authorization: `Bearer ${stranger}` };
    const made = await server.call("POST", "/api-keys", { name: "Ours" }, mine());
    const theirs = (await server.call("GET", "/api-keys", undefined, headers)).body["items"] as {
      id: string;
      name: string;
    }[];
    expect(theirs.map(({ name }) => name)).toEqual(["theirs"]);
    expect((await server.call("DELETE", `/api-keys/${theirs[0]?.id}`, undefined, mine())).status).toBe(404);
    expect((await read({ ...headers, "x-leeway-workspace": server.filled[0] ?? "" })).body["workspaceId"]).toBe(other);
    expect((await read({ authorization: `Bearer ${String(made.body["key"])}` })).body["workspaceId"]).toBe(
      server.filled[0],
    );
  });

  test("is opened to a member by the header, and is the last used from then on", async () => {
    await sql("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'owner')", other, user());
    await sql("UPDATE sessions SET last_seen_at = last_seen_at - 60000");
    expect((await read({ cookie, "x-leeway-workspace": other })).body["workspaceId"]).toBe(other);
    await server.database.queue.drain();
    expect((await read({ cookie })).body["workspaceId"]).toBe(other);
    const again = await server.call("POST", "/auth/sign-in", { email: owner.email, password: owner.password });
    expect((await read({ cookie: again.cookie })).body["workspaceId"]).toBe(other);
  });

  test("is closed with the next request when the membership ends", async () => {
    await sql("DELETE FROM memberships WHERE user_id = ?", user());
    expect((await read({ cookie })).body.code).toBe("workspace.none");
  });

  test("is named in the address where a browser can send no header, and never for a change", async () => {
    await sql("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'owner')", other, user());
    const looked = await server.call("GET", `/probe?workspace=${other}`, undefined, { cookie });
    expect(looked.body["workspaceId"]).toBe(other);
    await sql("UPDATE sessions SET workspace_id = ?", server.filled[0]);
    const changed = await server.call("POST", `/probe?workspace=${other}`, {}, mine());
    expect(changed.body["workspaceId"]).toBe(server.filled[0]);
  });

  test("takes the place of one that the person has left", async () => {
    await sql("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'viewer')", other, user());
    await sql("DELETE FROM memberships WHERE workspace_id <> ?", other);
    expect((await read({ cookie })).body["workspaceId"]).toBe(other);
  });
});
