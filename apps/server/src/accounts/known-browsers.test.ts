import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Guesses } from "./guesses.js";
import { insertPerson } from "./owners.js";
import { hashPassword } from "./passwords.js";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
let cookie = "";
let known = "";
beforeEach(async () => {
  server = await startAccounts();
  ({ cookie, known } = await server.call("POST", "/auth/setup", owner));
});
afterEach(() => server.close());

const signIn = (headers: Record<string, string> = {}, email = owner.email, password = owner.password) =>
  server.call("POST", "/auth/sign-in", { email, password }, headers);
/** Wrong passwords at many accounts, until their network may try none: not by calls, as each costs what a password is meant to cost. */
function spray(): void {
  const guesses = server.get(Guesses);
  for (let index = 0; index < 100; index += 1)
    try {
      guesses.at("password", `person${index}@example.com`, { address: "127.0.0.1" });
    } catch {
      return;
    }
}

describe("a browser in which somebody has signed in", () => {
  test("signs them in while their network may try nothing", async () => {
    spray();
    const refused = await signIn();
    expect([refused.status, refused.body.code]).toEqual([429, "auth.tooManyFromHere"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const entered = await signIn({ cookie: known });
    expect([entered.status, entered.known]).toEqual([200, ""]);
  });

  test("signs them in while somebody guesses their password from the same network", async () => {
    for (let index = 0; index < 6; index += 1) await signIn({}, owner.email, `guess number ${index}`);
    expect((await signIn()).body.code).toBe("auth.tooManyTries");
    expect((await signIn({ cookie: known })).status).toBe(200);
  });

  test("is slowed like any other one where passwords are guessed in it", async () => {
    for (let index = 0; index < 5; index += 1)
      expect((await signIn({ cookie: known }, owner.email, `guess number ${index}`)).status).toBe(401);
    expect((await signIn({ cookie: known })).body.code).toBe("auth.tooManyTries");
  });

  test("is known for as long as browsers keep a cookie, by one that no script and no other site sees", async () => {
    const answer = await fetch(`${server.url}/api/v1/auth/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: owner.email, password: owner.password }),
    });
    expect(answer.headers.getSetCookie()[1]).toMatch(
      /^leeway-known=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test("stays known when the session ends, and is let into nothing by it", async () => {
    const out = await server.call("POST", "/auth/sign-out", {}, { cookie, origin: server.url });
    expect([out.status, out.known]).toEqual([204, ""]);
    const value = known.split("=")[1] ?? "";
    for (const tried of [known, `leeway=${value}`, `leeway-step=${value}`])
      expect((await server.call("GET", "/me", undefined, { cookie: tried })).status).toBe(401);
  });

  test("confirms who they are with the session that they have, while their network may try nothing", async () => {
    spray();
    const confirmed = await server.call(
      "POST",
      "/auth/confirm",
      { password: owner.password },
      { cookie, origin: server.url },
    );
    expect(confirmed.status).toBe(204);
  });
});

describe("a browser is a stranger's", () => {
  test("with a mark that was made up, or cut, or of another installation", async () => {
    const value = known.split("=")[1] ?? "";
    const other = await startAccounts();
    const foreign = (await other.call("POST", "/auth/setup", owner)).known;
    await other.close();
    for (const tried of [
      "leeway-known=x",
      `leeway-known=${"A".repeat(43)}`,
      `leeway-known=${value.slice(0, 42)}${value.endsWith("A") ? "B" : "A"}`,
      `leeway-known=${value.startsWith("A") ? "B" : "A"}${value.slice(1)}`,
      foreign,
    ]) {
      spray();
      expect((await signIn({ cookie: tried })).body.code).toBe("auth.tooManyFromHere");
    }
  });

  test("for everybody but who has signed in there, and theirs when somebody else does", async () => {
    const passwordHash = await hashPassword(owner.password);
    const email = "second@example.com";
    await server.database.queue.write((db) =>
      insertPerson(db, { email, name: "Second", locale: "en", passwordHash }, Date.now()),
    );
    const theirs = (await signIn({ cookie: known }, email)).known;
    expect(theirs).toMatch(/^leeway-known=/);
    const said = async (address: string, cookie: string) => {
      spray();
      return (await signIn({ cookie }, address)).status;
    };
    expect([await said(email, known), await said(email, theirs)]).toEqual([429, 200]);
    expect([await said(owner.email, theirs), await said(owner.email, known)]).toEqual([429, 200]);
  });
});
