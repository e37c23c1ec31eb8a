import "reflect-metadata";
import { TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { owner, startAccounts, type AccountsServer } from "../testing/accounts-server.js";

let server: AccountsServer;
let mine: { cookie: string; origin: string };
let secret = "";
/** A whole step later than any code before, so that each one is new. */
let now = 0;
beforeEach(async () => {
  server = await startAccounts();
  now = Date.now();
  mine = headersOf((await server.call("POST", "/auth/setup", owner)).cookie);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const headersOf = (cookie: string) => ({ cookie, origin: server.url });
const { email, password } = owner;
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: (now += ms) });
const codeAt = (ms = Date.now()) => new TOTP({ secret }).generate({ timestamp: ms });
const nextCode = () => (later(30_000), codeAt());
const self = (method: string, path: string, body?: unknown, headers = mine) => server.call(method, path, body, headers);
const signIn = () => server.call("POST", "/auth/sign-in", { email, password });
const check = (cookie: string, code: string) =>
  server.call("POST", "/auth/second-factor/check", { code }, headersOf(cookie));
const rows = (sql: string) => server.database.handle.prepare(sql).pluck().all();
const isIn = async (cookie: string) => (await server.call("GET", "/me", undefined, { cookie })).status === 200;

/** Turns it on; answers the recovery codes. */
async function turnOn(headers = mine): Promise<string[]> {
  const started = await self("POST", "/auth/second-factor/app", undefined, headers);
  secret = String(started.body["secret"]);
  const { status, body } = await self("POST", "/auth/second-factor/app/confirm", { code: nextCode() }, headers);
  expect(status).toBe(200);
  return body["codes"] as string[];
}

describe("turning it on", () => {
  test("takes a first code of the app, gives recovery codes once, and ends sessions that were opened without it", async () => {
    const other = (await signIn()).cookie;
    const started = await self("POST", "/auth/second-factor/app");
    expect(String(started.body["url"])).toMatch(
      /^otpauth:\/\/totp\/Leeway:owner%40example\.com\?issuer=Leeway&secret=/,
    );
    expect(await self("GET", "/auth/second-factor")).toMatchObject({ body: { app: false, recoveryCodes: 0 } });
    secret = String(started.body["secret"]);
    const wrong = await self("POST", "/auth/second-factor/app/confirm", { code: "000000" });
    expect([wrong.status, wrong.body.code]).toEqual([422, "secondFactor.wrong"]);
    const done = await self("POST", "/auth/second-factor/app/confirm", { code: nextCode() });
    const codes = done.body["codes"] as string[];
    expect(new Set(codes).size).toBe(10);
    // 28 letters of 32: 140 bits.
    for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{7}-){3}[A-HJ-NP-Z2-9]{7}$/);
    expect(await self("GET", "/auth/second-factor")).toMatchObject({ body: { app: true, recoveryCodes: 10 } });
    expect([await isIn(other), await isIn(mine.cookie)]).toEqual([false, true]);
    expect((await self("POST", "/auth/second-factor/app")).body.code).toBe("secondFactor.isOn");
    expect(rows("SELECT action FROM audit_log ORDER BY id")).toContain("secondFactor.turnedOn");
  });

  test("keeps the secret sealed for its person, and recovery codes as hashes", async () => {
    const codes = await turnOn();
    const bytes = server.database.handle.serialize().toString("latin1");
    for (const plain of [secret, codes[0] ?? "", codes[0]?.replaceAll("-", "") ?? ""])
      expect(bytes).not.toContain(plain);
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO second_factors SELECT 'user_2', sealed, NULL, created_at, confirmed_at FROM second_factors`),
    );
    const { cookie } = await server.call("POST", "/auth/sign-in", { email: "second@example.com", password });
    expect((await check(cookie, nextCode())).status).toBe(500);
  });

  test("an app that was never confirmed shows nobody who one is", async () => {
    secret = String((await self("POST", "/auth/second-factor/app")).body["secret"]);
    later(16 * 60_000);
    expect((await self("POST", "/auth/confirm", { password: "not it", code: nextCode() })).status).toBe(401);
    expect((await self("POST", "/auth/second-factor/app")).body.code).toBe("auth.confirm");
    expect((await self("POST", "/auth/confirm", { password })).status).toBe(204);
  });

  test("takes who has shown lately who they are", async () => {
    later(16 * 60_000);
    const refused = await self("POST", "/auth/second-factor/app");
    expect([refused.status, refused.body.code]).toEqual([403, "auth.confirm"]);
    expect((await self("POST", "/auth/confirm", { password: "not it" })).body.code).toBe("auth.wrongPassword");
    expect((await self("POST", "/auth/confirm", { password })).status).toBe(204);
    expect((await self("POST", "/auth/second-factor/app")).status).toBe(201);
  });
});

describe("signing in with a second step", () => {
  let codes: string[] = [];
  beforeEach(async () => {
    codes = await turnOn();
  });

  test("opens nothing after the password alone, and all after a code", async () => {
    const first = await signIn();
    expect([first.status, first.body["signedIn"], first.body["step"]]).toEqual([
      200,
      false,
      { app: true, passkey: false },
    ]);
    expect(first.cookie).toMatch(/^leeway-step=/);
    const asSession = first.cookie.replace("leeway-step", "leeway");
    for (const cookie of [first.cookie, asSession]) expect(await isIn(cookie)).toBe(false);
    expect((await server.call("GET", "/auth/state", undefined, { cookie: first.cookie })).body).toMatchObject({
      signedIn: false,
      step: { app: true, passkey: false },
    });
    const second = await check(first.cookie, nextCode());
    expect([second.status, second.body["signedIn"], await isIn(second.cookie)]).toEqual([200, true, true]);
    expect((await check(first.cookie, nextCode())).body.code).toBe("secondFactor.over");
  });

  test("takes no code twice, none older than the last, and none of another time", async () => {
    const code = nextCode();
    const opened = await Promise.all([signIn(), signIn()]);
    const answers = await Promise.all(opened.map(({ cookie }) => check(cookie, code)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
    const { cookie } = await signIn();
    for (const stale of [codeAt(now), codeAt(now - 30_000), codeAt(now + 90_000)])
      expect((await check(cookie, stale)).body.code).toBe("secondFactor.wrong");
    expect((await check(cookie, codeAt(now + 30_000))).status).toBe(200);
  });

  test("takes each recovery code once, however it is typed", async () => {
    const [code = ""] = codes;
    const { cookie } = await signIn();
    expect((await check(cookie, ` ${code.toLowerCase().replaceAll("-", " ")} `)).status).toBe(200);
    const again = await signIn();
    expect((await check(again.cookie, code)).body.code).toBe("secondFactor.wrong");
    expect((await self("GET", "/auth/second-factor")).body["recoveryCodes"]).toBe(9);
    expect(rows("SELECT action FROM audit_log")).toContain("secondFactor.recoveryCodeUsed");
  });

  test("asks for the password again after five wrong codes, and after ten minutes", async () => {
    const { cookie } = await signIn();
    for (let index = 0; index < 5; index += 1) {
      later(20_000);
      expect((await check(cookie, "zzzz")).body.code).toBe("secondFactor.wrong");
    }
    later(20_000);
    expect((await check(cookie, nextCode())).body.code).toBe("secondFactor.over");
    const fresh = await signIn();
    later(600_001);
    expect((await check(fresh.cookie, nextCode())).body.code).toBe("secondFactor.over");
  });

  test("is over when the password is changed meanwhile", async () => {
    const { cookie } = await signIn();
    await self("POST", "/auth/password", { current: password, password: "a bright green kettle" });
    expect((await check(cookie, nextCode())).body.code).toBe("secondFactor.over");
  });

  test("slows who guesses digits from everywhere, while a recovery code opens, and a code in a browser of their own", async () => {
    await server.close();
    server = await startAccounts({ LEEWAY_TRUST_PROXY: "on" });
    const began = await server.call("POST", "/auth/setup", owner);
    mine = headersOf(began.cookie);
    const [code = ""] = await turnOn();
    const from = (index: number) => ({ "x-forwarded-for": `203.0.113.${index}` });
    const guess = async (index: number, typed: string, known = "") => {
      const { cookie } = await server.call("POST", "/auth/sign-in", { email, password }, from(index));
      const answer = await server.call(
        "POST",
        "/auth/second-factor/check",
        { code: typed },
        { ...headersOf(`${cookie}; ${known}`), ...from(index) },
      );
      return answer.body.code ?? answer.status;
    };
    for (let index = 1; index <= 20; index += 1) expect(await guess(index, "000000")).toBe("secondFactor.wrong");
    expect(await guess(21, "000001")).toBe("auth.tooManyTries");
    expect(await guess(22, nextCode())).toBe("auth.tooManyTries");
    expect(await guess(22, code)).toBe(200);
    for (let index = 1; index <= 21; index += 1) await guess(index, "000000");
    expect(await guess(23, nextCode(), began.known)).toBe(200);
  });
});

describe("turning it off", () => {
  const off = (headers = mine) => self("DELETE", "/auth/second-factor/app", undefined, headers);
  test("takes who has shown lately who they are, by password and code, and makes the codes worthless", async () => {
    await turnOn();
    later(16 * 60_000);
    expect((await off()).body.code).toBe("auth.confirm");
    expect((await self("POST", "/auth/confirm", { password, code: nextCode() })).status).toBe(204);
    expect((await off()).status).toBe(204);
    expect((await signIn()).body).toMatchObject({ signedIn: true, step: null });
    expect(rows("SELECT count(*) FROM recovery_codes")).toEqual([0]);
  });

  test("is nothing that the password alone, or a code alone, shows enough for", async () => {
    const [recovery = ""] = await turnOn();
    later(16 * 60_000);
    for (const [body, code] of [
      [{ password }, "auth.confirmCode"],
      [{ password, code: " " }, "auth.confirmCode"],
      [{ password, code: "000000" }, "secondFactor.wrong"],
      [{ code: nextCode() }, "request.invalid"],
      [{ password: "not it", code: recovery }, "auth.wrongPassword"],
    ] as const) {
      expect((await self("POST", "/auth/confirm", body)).body.code).toBe(code);
      expect((await off()).body.code).toBe("auth.confirm");
    }
    // Beside the wrong password the code was not used up.
    expect((await self("POST", "/auth/confirm", { password, code: recovery })).status).toBe(204);
    expect((await off()).status).toBe(204);
  });

  test("takes more than a change of the password, which shows the password alone", async () => {
    await turnOn();
    later(16 * 60_000);
    const next = "a bright green kettle";
    const changed = await self("POST", "/auth/password", { current: password, password: next });
    const cookie = changed.setCookie.match(/leeway=[\w-]{43}/g)?.at(-1) ?? "";
    expect((await off(headersOf(cookie))).body.code).toBe("auth.confirm");
    expect((await self("POST", "/auth/confirm", { password: next, code: nextCode() }, headersOf(cookie))).status).toBe(
      204,
    );
    expect((await off(headersOf(cookie))).status).toBe(204);
  });

  test("shows nothing where the code cannot be used up", async () => {
    await turnOn();
    later(16 * 60_000);
    await server.database.queue.write((db) =>
      db.exec("CREATE TRIGGER ends BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"),
    );
    const code = nextCode();
    expect((await self("POST", "/auth/confirm", { password, code })).status).toBe(500);
    await server.database.queue.write((db) => db.exec("DROP TRIGGER ends"));
    expect((await self("POST", "/auth/confirm", { password, code })).status).toBe(204);
  });

  test("new recovery codes replace the old ones", async () => {
    const [old = ""] = await turnOn();
    const renewed = (await self("POST", "/auth/second-factor/recovery-codes")).body["codes"] as string[];
    const { cookie } = await signIn();
    expect((await check(cookie, old)).body.code).toBe("secondFactor.wrong");
    expect((await check(cookie, renewed[9] ?? "")).status).toBe(200);
  });
});

describe("a workspace that asks for a second step", () => {
  const require = (required: boolean) => self("PUT", "/workspace/second-factor", { required });

  test("opens nothing but the way there to who has none, and all to who has", async () => {
    expect((await require(true)).body).toEqual({ required: true });
    for (const path of ["/probe", "/workspace/second-factor"])
      expect((await self("GET", path)).body.code).toBe("secondFactor.needed");
    await turnOn();
    expect((await self("GET", "/probe")).status).toBe(200);
    expect((await require(false)).status).toBe(200);
    expect(rows("SELECT action FROM audit_log")).toEqual(
      expect.arrayContaining(["secondFactor.required", "secondFactor.optional"]),
    );
  });

  test("lets who has none see where they are, choose their language and go elsewhere, and says what is missing", async () => {
    await require(true);
    expect((await self("GET", "/me")).body).toMatchObject({
      secondStepMissing: true,
      workspace: { name: "Flowers", role: "owner" },
    });
    expect((await self("PATCH", "/me", { locale: "ru" })).body).toMatchObject({ user: { locale: "ru" } });
    expect((await self("PATCH", "/workspace", { name: "Mine" })).body.code).toBe("secondFactor.needed");
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
        INSERT INTO memberships (workspace_id, user_id, role) SELECT 'ws_2', id, 'viewer' FROM users`),
    );
    const there = { ...mine, "x-leeway-workspace": "ws_2" };
    expect((await server.call("GET", "/probe", undefined, there)).body["workspaceId"]).toBe("ws_2");
    expect((await server.call("POST", "/auth/sign-out", {}, mine)).status).toBe(204);
  });

  test("is open by a passkey alone, which is both steps", async () => {
    await require(true);
    await server.database.queue.write((db) =>
      db.exec(
        "INSERT INTO passkeys (id, user_id, name, public_key, counter, created_at) SELECT 'pk', id, '', x'', 0, 0 FROM users",
      ),
    );
    expect((await self("GET", "/me")).body["secondStepMissing"]).toBe(false);
    expect((await self("GET", "/probe")).status).toBe(200);
  });

  test("ends streams of who has none", async () => {
    await self("GET", "/probe/watch");
    expect(server.watching()).toBe(true);
    await require(true);
    expect(server.watching()).toBe(false);
  });
});

describe("who has lost phone and codes", () => {
  beforeEach(async () => {
    await turnOn();
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO memberships (workspace_id, user_id, role) SELECT id, 'user_2', 'editor' FROM workspaces;
        INSERT INTO second_factors SELECT 'user_2', sealed, NULL, created_at, confirmed_at FROM second_factors`),
    );
  });
  const reset = () => self("DELETE", "/members/user_2/second-factor");
  const theirs = () => server.call("POST", "/auth/sign-in", { email: "second@example.com", password });

  test("is helped by an owner, which ends their sessions and is written down", async () => {
    expect((await theirs()).body["signedIn"]).toBe(false);
    expect((await reset()).status).toBe(204);
    expect((await theirs()).body["signedIn"]).toBe(true);
    expect(rows("SELECT subject FROM audit_log WHERE action = 'secondFactor.reset'")).toEqual(["user_2"]);
  });

  test("is helped by an owner who has shown lately who they are, as is the whole workspace", async () => {
    later(16 * 60_000);
    const rule = () => self("PUT", "/workspace/second-factor", { required: true });
    for (const refused of [await reset(), await rule()])
      expect([refused.status, refused.body.code]).toEqual([403, "auth.confirm"]);
    expect((await theirs()).body["signedIn"]).toBe(false);
    expect((await self("GET", "/workspace/second-factor")).body).toEqual({ required: false });
    expect((await self("POST", "/auth/confirm", { password, code: nextCode() })).status).toBe(204);
    expect([(await rule()).status, (await reset()).status]).toEqual([200, 204]);
  });

  test("is not helped by an owner of one of their workspaces alone", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
        INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`),
    );
    expect((await reset()).body.code).toBe("reset.elsewhere");
    expect((await theirs()).body["signedIn"]).toBe(false);
  });
});
