import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner } from "../testing/accounts-server.js";
import { startWithOwner, type Owner } from "./testing/owner-with-app.js";

const { email, password } = owner;
let olena: Owner;
beforeEach(async () => {
  olena = await startWithOwner();
});
afterEach(() => olena.close());

describe("signing in with a second step", () => {
  let codes: string[] = [];
  beforeEach(async () => {
    codes = await olena.turnOn();
  });

  test("opens nothing after the password alone, and all after a code", async () => {
    const first = await olena.signIn();
    expect([first.status, first.body["signedIn"], first.body["step"]]).toEqual([
      200,
      false,
      { app: true, passkey: false },
    ]);
    expect(first.cookie).toMatch(/^leeway-step=/);
    const asSession = first.cookie.replace("leeway-step", "leeway");
    for (const cookie of [first.cookie, asSession]) expect(await olena.isIn(cookie)).toBe(false);
    expect((await olena.server.call("GET", "/auth/state", undefined, { cookie: first.cookie })).body).toMatchObject({
      signedIn: false,
      step: { app: true, passkey: false },
    });
    const second = await olena.check(first.cookie, olena.nextCode());
    expect([second.status, second.body["signedIn"], await olena.isIn(second.cookie)]).toEqual([200, true, true]);
    expect((await olena.check(first.cookie, olena.nextCode())).body.code).toBe("secondFactor.over");
  });

  test("takes no code twice, none older than the last, and none of another time", async () => {
    const code = olena.nextCode();
    const opened = await Promise.all([olena.signIn(), olena.signIn()]);
    const answers = await Promise.all(opened.map(({ cookie }) => olena.check(cookie, code)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
    const { cookie } = await olena.signIn();
    for (const stale of [olena.codeAt(olena.now), olena.codeAt(olena.now - 30_000), olena.codeAt(olena.now + 90_000)])
      expect((await olena.check(cookie, stale)).body.code).toBe("secondFactor.wrong");
    expect((await olena.check(cookie, olena.codeAt(olena.now + 30_000))).status).toBe(200);
  });

  test("takes each recovery code once, however it is typed", async () => {
    const [code = ""] = codes;
    const { cookie } = await olena.signIn();
    expect((await olena.check(cookie, ` ${code.toLowerCase().replaceAll("-", " ")} `)).status).toBe(200);
    const again = await olena.signIn();
    expect((await olena.check(again.cookie, code)).body.code).toBe("secondFactor.wrong");
    expect((await olena.call("GET", "/auth/second-factor")).body["recoveryCodes"]).toBe(9);
    expect(olena.rows("SELECT action FROM audit_log")).toContain("secondFactor.recoveryCodeUsed");
  });

  test("asks for the password again after five wrong codes, and after ten minutes", async () => {
    const { cookie } = await olena.signIn();
    for (let index = 0; index < 5; index += 1) {
      olena.later(20_000);
      expect((await olena.check(cookie, "zzzz")).body.code).toBe("secondFactor.wrong");
    }
    olena.later(20_000);
    expect((await olena.check(cookie, olena.nextCode())).body.code).toBe("secondFactor.over");
    const fresh = await olena.signIn();
    olena.later(600_001);
    expect((await olena.check(fresh.cookie, olena.nextCode())).body.code).toBe("secondFactor.over");
  });

  test("is over when the password is changed meanwhile", async () => {
    const { cookie } = await olena.signIn();
    await olena.call("POST", "/auth/password", { current: password, password: "a bright green kettle" });
    expect((await olena.check(cookie, olena.nextCode())).body.code).toBe("secondFactor.over");
  });

  test("slows who guesses digits from everywhere, while a recovery code opens, and a code in a browser of their own", async () => {
    await olena.close();
    olena = await startWithOwner({ LEEWAY_TRUST_PROXY: "on" });
    const [code = ""] = await olena.turnOn();
    const from = (index: number) => ({ "x-forwarded-for": `203.0.113.${index}` });
    const guess = async (index: number, typed: string, known = "") => {
      const { cookie } = await olena.server.call("POST", "/auth/sign-in", { email, password }, from(index));
      const answer = await olena.server.call(
        "POST",
        "/auth/second-factor/check",
        { code: typed },
        { ...olena.headersOf(`${cookie}; ${known}`), ...from(index) },
      );
      return answer.body.code ?? answer.status;
    };
    for (let index = 1; index <= 20; index += 1) expect(await guess(index, "000000")).toBe("secondFactor.wrong");
    expect(await guess(21, "000001")).toBe("auth.tooManyTries");
    expect(await guess(22, olena.nextCode())).toBe("auth.tooManyTries");
    expect(await guess(22, code)).toBe(200);
    for (let index = 1; index <= 21; index += 1) await guess(index, "000000");
    expect(await guess(23, olena.nextCode(), olena.known)).toBe(200);
  });
});
