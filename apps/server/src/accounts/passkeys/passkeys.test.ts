import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuthGuard } from "../auth.guard.js";
import { afterTheGuard } from "../testing/after-the-guard.js";
import { owner, startAccounts, type AccountsServer } from "../testing/accounts-server.js";
import { Authenticator, type Trick } from "../testing/authenticator.js";
import { Challenges } from "./challenges.js";

const origin = "https://flows.example";
let server: AccountsServer;
let mine: { cookie: string; origin: string };
let device: Authenticator;
beforeEach(async () => {
  server = await startAccounts({ LEEWAY_PUBLIC_URL: origin });
  mine = { cookie: (await server.call("POST", "/auth/setup", owner)).cookie, origin };
  device = new Authenticator("flows.example", origin);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const { email, password } = owner;
const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = mine) =>
  server.call(method, `/auth/passkeys${path}`, body, headers);
const challengeOf = async (path: string, headers = {}) =>
  String((await call("POST", path, {}, { origin, ...headers })).body["challenge"]);
async function add(trick?: Trick, headers = mine) {
  const challenge = await challengeOf("/options", headers);
  return call("POST", "", { name: "Laptop", response: device.register(challenge, trick) }, headers);
}
const sendSigned = (response: object, path = "/sign-in", headers: Record<string, string> = { origin }) =>
  call("POST", path, response, headers);
const signIn = async (trick?: Trick) => sendSigned(device.authenticate(await challengeOf("/sign-in/options"), trick));
const opens = async (cookie: string) => (await server.call("GET", "/probe", undefined, { cookie })).status === 200;
const isIn = async (cookie: string) => (await server.call("GET", "/me", undefined, { cookie })).status === 200;

describe("a passkey", () => {
  test("lets its person in without a password or a further step", async () => {
    const added = await add();
    expect([added.status, (added.body["codes"] as string[]).length]).toEqual([201, 10]);
    const entered = await signIn();
    expect([entered.status, entered.body["signedIn"], await isIn(entered.cookie)]).toEqual([200, true, true]);
    expect((await call("GET", "")).body["items"]).toMatchObject([
      { id: device.id, name: "Laptop", lastUsedAt: expect.any(String) },
    ]);
    const told = server.database.handle.prepare("SELECT detail FROM audit_log WHERE action = 'signIn.done'").pluck();
    expect(told.get()).toContain("passkey");
  });

  test("is what the password alone then asks for, and ends sessions that were opened without it", async () => {
    const other = (await server.call("POST", "/auth/sign-in", { email, password })).cookie;
    await add();
    expect([await isIn(other), await isIn(mine.cookie)]).toEqual([false, true]);
    const first = await server.call("POST", "/auth/sign-in", { email, password });
    expect(first.body).toMatchObject({ signedIn: false, step: { app: false, passkey: true } });
  });

  test("satisfies a workspace that asks for a second step", async () => {
    await server.call("PUT", "/workspace/second-factor", { required: true }, mine);
    expect(await opens(mine.cookie)).toBe(false);
    await add();
    expect(await opens(mine.cookie)).toBe(true);
  });

  test("is added and removed by who has shown lately who they are, which a passkey shows as well", async () => {
    await add();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    expect((await call("POST", "/options", {})).body.code).toBe("auth.confirm");
    expect((await call("DELETE", `/${device.id}`)).body.code).toBe("auth.confirm");
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed, "/confirm", mine)).status).toBe(204);
    expect((await call("PATCH", `/${device.id}`, { name: "Phone" })).status).toBe(204);
    expect((await call("GET", "")).body["items"]).toMatchObject([{ name: "Phone" }]);
    expect((await call("DELETE", `/${device.id}`)).status).toBe(204);
    expect((await signIn()).body.code).toBe("passkey.refused");
    expect((await server.call("POST", "/auth/sign-in", { email, password })).body["signedIn"]).toBe(true);
  });

  test("is not kept where the session is no longer trusted when it would be written", async () => {
    const challenge = await challengeOf("/options", mine);
    afterTheGuard(server.get(AuthGuard), server.database)("UPDATE sessions SET confirmed_at = 0");
    const added = await call("POST", "", { name: "Laptop", response: device.register(challenge) });
    expect([added.body.code, (await call("GET", "")).body["items"]]).toEqual(["auth.confirm", []]);
  });

  test("of somebody else is neither seen, named nor removed", async () => {
    await add();
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        UPDATE sessions SET user_id = 'user_2'; INSERT INTO memberships (workspace_id, user_id, role) SELECT id, 'user_2', 'owner' FROM workspaces`),
    );
    expect((await call("GET", "")).body["items"]).toEqual([]);
    expect((await call("PATCH", `/${device.id}`, { name: "Mine" })).status).toBe(404);
    expect((await call("DELETE", `/${device.id}`)).status).toBe(404);
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed, "/confirm", mine)).body.code).toBe("passkey.refused");
  });
});

describe("a passkey is used and lets in, or neither", () => {
  const all = (sql: string) => server.database.handle.prepare(sql).pluck().all();
  const broken = async (where: string) => {
    await server.database.queue.write((db) =>
      db.exec(`CREATE TRIGGER breaks BEFORE ${where} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`),
    );
    return () => server.database.queue.write((db) => db.exec("DROP TRIGGER breaks"));
  };

  test.each([
    ["its session cannot be kept", "INSERT ON sessions"],
    ["its use cannot be kept", "UPDATE ON passkeys"],
    ["its entry in the audit log cannot be kept", "INSERT ON audit_log"],
  ])("where %s", async (_, where) => {
    await add();
    const state = () => [
      all("SELECT counter FROM passkeys"),
      all("SELECT id_hash FROM sessions ORDER BY id_hash"),
      all("SELECT count(*) FROM audit_log"),
    ];
    const before = state();
    const mend = await broken(where);
    const failed = await signIn();
    expect([failed.status, failed.cookie]).toEqual([500, ""]);
    await mend();
    expect(state()).toEqual(before);
    expect((await signIn()).status).toBe(200);
  });

  test("where it shows once more who one is", async () => {
    await add();
    const mend = await broken("UPDATE OF confirmed_at ON sessions");
    const signed = async () => device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(await signed(), "/confirm", mine)).status).toBe(500);
    await mend();
    expect(all("SELECT counter FROM passkeys")).toEqual([0]);
    expect((await sendSigned(await signed(), "/confirm", mine)).status).toBe(204);
    expect(all("SELECT counter FROM passkeys")).toEqual([device.counter]);
  });

  test("of somebody else is not used up by what it does not show", async () => {
    await add();
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
          SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        UPDATE passkeys SET user_id = 'user_2'`),
    );
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed, "/confirm", mine)).body.code).toBe("passkey.refused");
    expect(all("SELECT counter FROM passkeys")).toEqual([0]);
  });
});

describe("a passkey that rests since a restore", () => {
  const rest = () => server.database.queue.write((db) => db.exec("UPDATE passkeys SET resting_since = 1"));
  const withCookie = async (cookie: string) =>
    sendSigned(device.authenticate(await challengeOf("/sign-in/options")), "/sign-in", { cookie, origin });
  beforeEach(async () => {
    await add();
    await rest();
  });

  test("lets nobody in by itself, and says what to do", async () => {
    const { status, body, cookie } = await signIn();
    expect([status, body.code, cookie]).toEqual([403, "passkey.resting", ""]);
    expect(body["detail"]).toMatch(/Sign in with your password/);
  });

  test("is good after the password, and by itself from then on", async () => {
    const { cookie } = await server.call("POST", "/auth/sign-in", { email, password });
    const entered = await withCookie(cookie);
    expect([entered.status, await isIn(entered.cookie)]).toEqual([200, true]);
    expect((await signIn()).status).toBe(200);
  });

  test("is not good after the password of somebody else", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
          SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO passkeys (id, user_id, name, public_key, counter, created_at)
          SELECT 'other', 'user_2', name, public_key, counter, created_at FROM passkeys`),
    );
    const { cookie } = await server.call("POST", "/auth/sign-in", { email: "second@example.com", password });
    expect((await withCookie(cookie)).body.code).toBe("passkey.resting");
  });

  test("is good again once its person, who is signed in, has shown it", async () => {
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed, "/confirm", mine)).status).toBe(204);
    expect((await signIn()).status).toBe(200);
  });
});

describe("a signature is refused", () => {
  beforeEach(() => add());

  test.each<[string, Trick]>([
    ["made for another site", { origin: "https://flows.example.evil.example" }],
    ["made without finger, face or PIN", { unverified: true }],
    ["of another kind", { type: "webauthn.create" }],
  ])("%s", async (_, trick) => {
    expect((await signIn(trick)).body.code).toBe("passkey.refused");
  });

  test("the second time, also at the same moment", async () => {
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    const answers = await Promise.all([sendSigned(signed), sendSigned(signed)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
    expect((await sendSigned(signed)).status).toBe(422);
  });

  test("over a challenge that is not ours, of another purpose, or too old", async () => {
    const foreign = device.authenticate(Buffer.alloc(56, 7).toString("base64url"));
    expect((await sendSigned(foreign)).body.code).toBe("passkey.refused");
    const other = device.authenticate(await challengeOf("/options", mine));
    expect((await sendSigned(other)).body.code).toBe("passkey.refused");
    const old = device.authenticate(await challengeOf("/sign-in/options"));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1 });
    expect((await sendSigned(old)).body.code).toBe("passkey.refused");
  });

  test("of a device whose count goes back: it is a copy", async () => {
    device.counter = 10;
    expect((await signIn()).status).toBe(200);
    expect((await signIn({ counter: 5 })).body.code).toBe("passkey.refused");
  });

  test("of a device that nobody has added", async () => {
    const stranger = new Authenticator("flows.example", origin);
    const signed = stranger.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed)).body.code).toBe("passkey.refused");
  });

  test("by a page of another site, before it is looked at", async () => {
    const signed = device.authenticate(await challengeOf("/sign-in/options"));
    expect((await sendSigned(signed, "/sign-in", { origin: "https://evil.example" })).body.code).toBe("auth.crossSite");
  });
});

test("under a bare IP address there are no passkeys, and that is said", async () => {
  const answer = await call("POST", "/sign-in/options", {}, { origin: server.url });
  expect([answer.status, answer.body.code]).toEqual([409, "passkey.needsName"]);
});

test("a challenge is good for its purpose, for five minutes, once", () => {
  let now = 1_000_000;
  const challenges = new Challenges(() => now);
  const made = Buffer.from(challenges.make("sign-in")).toString("base64url");
  expect([challenges.isGood("sign-in", made), challenges.isGood("add user_1", made)]).toEqual([true, false]);
  expect(new Challenges(() => now).isGood("sign-in", made)).toBe(false);
  now += 300_000;
  expect(challenges.isGood("sign-in", made)).toBe(true);
  now += 1;
  expect(challenges.isGood("sign-in", made)).toBe(false);
  now -= 1;
  expect([challenges.spend(made), challenges.spend(made), challenges.isGood("sign-in", made)]).toEqual([
    true,
    false,
    false,
  ]);
});
