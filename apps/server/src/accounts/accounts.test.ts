import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEnvironment } from "../config/environment.js";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
beforeEach(async () => {
  server = await startAccounts();
});
afterEach(() => server.close());

const signIn = (email: string, password: string, headers?: Record<string, string>) =>
  server.call("POST", "/auth/sign-in", { email, password }, headers);
const actions = () => server.database.handle.prepare("SELECT action FROM audit_log ORDER BY id").pluck().all();
const count = (table: "users" | "workspaces" | "sessions") =>
  server.database.handle.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

describe("the first start", () => {
  test("asks for an owner, makes them with a filled workspace and signs them in", async () => {
    expect((await server.call("GET", "/auth/state")).body).toEqual({
      setupNeeded: true,
      signedIn: false,
      step: null,
      resetByMail: false,
      oidc: null,
      version: "1.2.3",
    });
    const done = await server.call("POST", "/auth/setup", owner);
    expect([done.status, done.body]).toEqual([
      201,
      { setupNeeded: false, signedIn: true, step: null, resetByMail: false, oidc: null, version: "1.2.3" },
    ]);
    const me = await server.call("GET", "/me", undefined, { cookie: done.cookie });
    expect(me.body).toMatchObject({
      user: { email: "owner@example.com", name: "Olena", locale: "uk" },
      workspace: { name: "Flowers", timezone: "Europe/Kyiv" },
      workspaces: [{ name: "Flowers" }],
      version: "1.2.3",
      publicUrl: server.url,
      reach: "local",
      sandbox: true,
      runDays: 30,
    });
    expect(server.filled).toEqual([(me.body["workspace"] as { id: string }).id]);
    expect(actions()).toEqual(["setup.done"]);
  });

  test("keeps the password as an Argon2id hash only", async () => {
    await server.call("POST", "/auth/setup", owner);
    const kept = server.database.handle.prepare("SELECT password_hash FROM users").pluck().get();
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("takes no password that is guessed early, and says why", async () => {
    const answer = await server.call("POST", "/auth/setup", { ...owner, password: "flowers2026" });
    expect([answer.status, answer.body.code]).toEqual([422, "password.easy"]);
    expect(answer.body["detail"]).toMatch(/your own name, email or company/);
    expect(count("users")).toBe(0);
  });

  test("has one winner when several set up at the same time", async () => {
    const tries = ["a", "b", "c", "d"].map((name) =>
      server.call("POST", "/auth/setup", { ...owner, email: `${name}@example.com` }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.sort((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    expect([count("users"), count("workspaces"), count("sessions"), server.filled.length]).toEqual([1, 1, 1, 1]);
  });

  test("is over for ever once there is an owner", async () => {
    await server.call("POST", "/auth/setup", owner);
    const again = await server.call("POST", "/auth/setup", { ...owner, email: "thief@example.com" });
    expect([again.status, again.body.code, again.setCookie]).toEqual([409, "setup.alreadyDone", ""]);
  });

  test("takes no time zone that does not exist, and no offset", async () => {
    for (const timezone of ["Mars/Olympus", "+03:00", ""]) {
      const answer = await server.call("POST", "/auth/setup", { ...owner, timezone });
      expect([answer.status, answer.body["errors"]]).toEqual([422, [expect.objectContaining({ path: "timezone" })]]);
    }
    expect(count("users")).toBe(0);
  });

  test("is done by the environment, once: later starts bring no deleted key and no old password back", async () => {
    const key = "automation-key-0123456789";
    const environment = readEnvironment({
      LEEWAY_OWNER_EMAIL: "Robot@Example.com",
      LEEWAY_OWNER_PASSWORD: "a password of theirs",
      LEEWAY_API_KEY: key,
    });
    await server.accounts.ensureOwner(environment);
    const byKey = { authorization: `Bearer ${key}` };
    expect((await server.call("GET", "/probe", undefined, byKey)).body).toEqual({
      workspaceId: server.filled[0],
      userId: null,
      from: { via: "apiKey", name: "LEEWAY_API_KEY", address: "127.0.0.1" },
      role: "admin",
    });
    const { cookie, status } = await signIn("robot@example.com", "a password of theirs");
    expect(status).toBe(200);
    const mine = { cookie, origin: server.url };
    expect((await server.call("GET", "/me", undefined, mine)).body["user"]).toMatchObject({ firstPassword: true });
    const keys = (await server.call("GET", "/api-keys", undefined, mine)).body["items"] as { id: string }[];
    await server.call("DELETE", `/api-keys/${keys[0]?.id}`, undefined, mine);
    await server.accounts.ensureOwner(environment);
    expect((await server.call("GET", "/probe", undefined, byKey)).status).toBe(401);
    expect([count("users"), server.filled.length]).toEqual([1, 1]);
  });

  test("without an owner in the environment waits for a person", async () => {
    await server.accounts.ensureOwner(readEnvironment({}));
    expect(count("users")).toBe(0);
  });
});

describe("signing in", () => {
  beforeEach(() => server.call("POST", "/auth/setup", owner));

  test("takes the e-mail in any case and is written into the audit log", async () => {
    expect((await signIn("OWNER@example.com", owner.password)).status).toBe(200);
    expect(actions()).toEqual(["setup.done", "signIn.done"]);
  });

  test("answers a wrong password and an unknown e-mail alike", async () => {
    const wrong = await signIn(owner.email, "not the password");
    const unknown = await signIn("nobody@example.com", owner.password);
    expect([wrong.status, wrong.body.code, wrong.setCookie]).toEqual([401, "auth.wrongPassword", ""]);
    expect([unknown.status, unknown.setCookie]).toEqual([401, ""]);
    expect(unknown.body).toEqual(wrong.body);
  });

  test("that fails is written into the audit log, with as much of an e-mail as one needs to know one's own", async () => {
    await signIn(owner.email, "not the password");
    await signIn("nobody@example.com", owner.password);
    expect(actions()).toEqual(["setup.done", "signIn.failed", "signIn.failed"]);
    const noted = server.database.handle
      .prepare("SELECT user_id AS userId, detail FROM audit_log WHERE action = 'signIn.failed' ORDER BY id")
      .all() as { userId: string | null; detail: string }[];
    const userId = server.database.handle.prepare("SELECT id FROM users").pluck().get();
    expect(noted.map((one) => one.userId)).toEqual([userId, null]);
    expect(noted.map(({ detail }) => (JSON.parse(detail) as { email: string }).email)).toEqual([
      "o…@example.com",
      "n…@example.com",
    ]);
    expect(JSON.stringify(noted)).not.toMatch(/nobody|not the password/);
  });

  test("is slowed after five wrong tries, even with the right password, and for this account only", async () => {
    for (let index = 0; index < 5; index += 1) await signIn(owner.email, `guess number ${index}`);
    const slowed = await signIn(owner.email, owner.password);
    expect([slowed.status, slowed.body.code]).toEqual([429, "auth.tooManyTries"]);
    expect(slowed.headers.get("retry-after")).toBe("1");
    expect((await signIn("another@example.com", "x")).status).toBe(401);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await signIn(owner.email, owner.password)).status).toBe(200);
  });

  test("ends the session the browser had before", async () => {
    const first = await signIn(owner.email, owner.password);
    const second = await signIn(owner.email, owner.password, { cookie: first.cookie });
    const seen = async (cookie: string) => (await server.call("GET", "/probe", undefined, { cookie })).status;
    expect([await seen(first.cookie), await seen(second.cookie)]).toEqual([401, 200]);
  });
});

describe("a new password", () => {
  test("ends every session but gives this browser a new one, and the old password opens nothing", async () => {
    const setup = await server.call("POST", "/auth/setup", owner);
    const other = await signIn(owner.email, owner.password);
    const mine = { cookie: setup.cookie, origin: server.url };
    const wish = { current: owner.password, password: "another long password" };
    const wrong = await server.call("POST", "/auth/password", { ...wish, current: "guess" }, mine);
    expect([wrong.status, wrong.body.code]).toEqual([401, "auth.wrongPassword"]);
    const easy = await server.call("POST", "/auth/password", { ...wish, password: "owner@example.com1" }, mine);
    expect([easy.status, easy.body.code]).toEqual([422, "password.easy"]);
    const changed = await server.call("POST", "/auth/password", wish, mine);
    expect(changed.status).toBe(204);
    const seen = async (cookie: string) => (await server.call("GET", "/probe", undefined, { cookie })).status;
    expect(await Promise.all([setup.cookie, other.cookie, changed.cookie].map(seen))).toEqual([401, 401, 200]);
    expect((await signIn(owner.email, owner.password)).status).toBe(401);
    expect((await signIn(owner.email, wish.password)).status).toBe(200);
    expect(actions()).toContain("password.changed");
  });
});

test("a person changes their name and language, and the name and time zone of the workspace", async () => {
  const { cookie } = await server.call("POST", "/auth/setup", owner);
  const mine = { cookie, origin: server.url };
  expect((await server.call("PATCH", "/me", { name: "Olha", locale: "ru" }, mine)).body).toMatchObject({
    user: { name: "Olha", locale: "ru" },
  });
  const moved = await server.call("PATCH", "/workspace", { timezone: "Europe/London" }, mine);
  expect(moved.body).toMatchObject({ workspace: { name: "Flowers", timezone: "Europe/London" } });
  const nowhere = await server.call("PATCH", "/workspace", { timezone: "Europe/Nowhere" }, mine);
  expect([nowhere.status, nowhere.body.code]).toEqual([422, "request.invalid"]);
});
