import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner } from "../testing/accounts-server.js";
import { startWithOwner, type Owner } from "./testing/owner-with-app.js";

const { password } = owner;
let olena: Owner;
beforeEach(async () => {
  olena = await startWithOwner();
});
afterEach(() => olena.close());

describe("turning it on", () => {
  test("takes a first code of the app, gives recovery codes once, and ends sessions that were opened without it", async () => {
    const other = (await olena.signIn()).cookie;
    const started = await olena.call("POST", "/auth/second-factor/app");
    expect(String(started.body["url"])).toMatch(
      /^otpauth:\/\/totp\/Leeway:owner%40example\.com\?issuer=Leeway&secret=/,
    );
    expect(await olena.call("GET", "/auth/second-factor")).toMatchObject({ body: { app: false, recoveryCodes: 0 } });
    olena.secret = String(started.body["secret"]);
    const wrong = await olena.call("POST", "/auth/second-factor/app/confirm", { code: "000000" });
    expect([wrong.status, wrong.body.code]).toEqual([422, "secondFactor.wrong"]);
    const done = await olena.call("POST", "/auth/second-factor/app/confirm", { code: olena.nextCode() });
    const codes = done.body["codes"] as string[];
    expect(new Set(codes).size).toBe(10);
    // 28 letters of 32: 140 bits.
    for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{7}-){3}[A-HJ-NP-Z2-9]{7}$/);
    expect(await olena.call("GET", "/auth/second-factor")).toMatchObject({ body: { app: true, recoveryCodes: 10 } });
    expect([await olena.isIn(other), await olena.isIn(olena.headers.cookie)]).toEqual([false, true]);
    expect((await olena.call("POST", "/auth/second-factor/app")).body.code).toBe("secondFactor.isOn");
    expect(olena.rows("SELECT action FROM audit_log ORDER BY id")).toContain("secondFactor.turnedOn");
  });

  test("keeps the olena.secret sealed for its person, and recovery codes as hashes", async () => {
    const codes = await olena.turnOn();
    const bytes = olena.server.database.handle.serialize().toString("latin1");
    for (const plain of [olena.secret, codes[0] ?? "", codes[0]?.replaceAll("-", "") ?? ""])
      expect(bytes).not.toContain(plain);
    await olena.server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO second_factors SELECT 'user_2', sealed, NULL, created_at, confirmed_at FROM second_factors`),
    );
    const { cookie } = await olena.server.call("POST", "/auth/sign-in", { email: "second@example.com", password });
    expect((await olena.check(cookie, olena.nextCode())).status).toBe(500);
  });

  test("an app that was never confirmed shows nobody who one is", async () => {
    olena.secret = String((await olena.call("POST", "/auth/second-factor/app")).body["secret"]);
    olena.later(16 * 60_000);
    expect((await olena.call("POST", "/auth/confirm", { password: "not it", code: olena.nextCode() })).status).toBe(
      401,
    );
    expect((await olena.call("POST", "/auth/second-factor/app")).body.code).toBe("auth.confirm");
    expect((await olena.call("POST", "/auth/confirm", { password })).status).toBe(204);
  });

  test("takes who has shown lately who they are", async () => {
    olena.later(16 * 60_000);
    const refused = await olena.call("POST", "/auth/second-factor/app");
    expect([refused.status, refused.body.code]).toEqual([403, "auth.confirm"]);
    expect((await olena.call("POST", "/auth/confirm", { password: "not it" })).body.code).toBe("auth.wrongPassword");
    expect((await olena.call("POST", "/auth/confirm", { password })).status).toBe(204);
    expect((await olena.call("POST", "/auth/second-factor/app")).status).toBe(201);
  });
});

describe("turning it off", () => {
  const off = (headers = olena.headers) => olena.call("DELETE", "/auth/second-factor/app", undefined, headers);
  test("takes who has shown lately who they are, by password and code, and makes the codes worthless", async () => {
    await olena.turnOn();
    olena.later(16 * 60_000);
    expect((await off()).body.code).toBe("auth.confirm");
    expect((await olena.call("POST", "/auth/confirm", { password, code: olena.nextCode() })).status).toBe(204);
    expect((await off()).status).toBe(204);
    expect((await olena.signIn()).body).toMatchObject({ signedIn: true, step: null });
    expect(olena.rows("SELECT count(*) FROM recovery_codes")).toEqual([0]);
  });

  test("is nothing that the password alone, or a code alone, shows enough for", async () => {
    const [recovery = ""] = await olena.turnOn();
    olena.later(16 * 60_000);
    for (const [body, code] of [
      [{ password }, "auth.confirmCode"],
      [{ password, code: " " }, "auth.confirmCode"],
      [{ password, code: "000000" }, "secondFactor.wrong"],
      [{ code: olena.nextCode() }, "request.invalid"],
      [{ password: "not it", code: recovery }, "auth.wrongPassword"],
    ] as const) {
      expect((await olena.call("POST", "/auth/confirm", body)).body.code).toBe(code);
      expect((await off()).body.code).toBe("auth.confirm");
    }
    // Beside the wrong password the code was not used up.
    expect((await olena.call("POST", "/auth/confirm", { password, code: recovery })).status).toBe(204);
    expect((await off()).status).toBe(204);
  });

  test("takes more than a change of the password, which shows the password alone", async () => {
    await olena.turnOn();
    olena.later(16 * 60_000);
    const next = "a bright green kettle";
    const changed = await olena.call("POST", "/auth/password", { current: password, password: next });
    const cookie = changed.setCookie.match(/leeway=[\w-]{43}/g)?.at(-1) ?? "";
    expect((await off(olena.headersOf(cookie))).body.code).toBe("auth.confirm");
    expect(
      (await olena.call("POST", "/auth/confirm", { password: next, code: olena.nextCode() }, olena.headersOf(cookie)))
        .status,
    ).toBe(204);
    expect((await off(olena.headersOf(cookie))).status).toBe(204);
  });

  test("shows nothing where the code cannot be used up", async () => {
    await olena.turnOn();
    olena.later(16 * 60_000);
    await olena.server.database.queue.write((db) =>
      db.exec("CREATE TRIGGER ends BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"),
    );
    const code = olena.nextCode();
    expect((await olena.call("POST", "/auth/confirm", { password, code })).status).toBe(500);
    await olena.server.database.queue.write((db) => db.exec("DROP TRIGGER ends"));
    expect((await olena.call("POST", "/auth/confirm", { password, code })).status).toBe(204);
  });

  test("new recovery codes replace the old ones", async () => {
    const [old = ""] = await olena.turnOn();
    const renewed = (await olena.call("POST", "/auth/second-factor/recovery-codes")).body["codes"] as string[];
    const { cookie } = await olena.signIn();
    expect((await olena.check(cookie, old)).body.code).toBe("secondFactor.wrong");
    expect((await olena.check(cookie, renewed[9] ?? "")).status).toBe(200);
  });
});
