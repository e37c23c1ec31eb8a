import "reflect-metadata";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { OidcModule } from "./oidc.module.js";
import { startIssuer, type IssuerServer } from "./testing/issuer-server.js";

const publicUrl = "https://flows.example";
const back = `${publicUrl}/sign-in/callback`;
const headers = { origin: publicUrl };
let issuer: IssuerServer;
let server: AccountsServer;
let mine: Record<string, string>;

beforeAll(async () => {
  issuer = await startIssuer(back, [
    { subject: "s-owner", email: "Owner@Example.com", name: "Olena" },
    { subject: "s-claims-owner", email: "owner@example.com", verified: false },
    { subject: "s-no-mail" },
    { subject: "s-invited", email: "new@example.com", name: "Нова людина" },
    { subject: "s-stranger", email: "stranger@example.com" },
  ]);
});
afterAll(() => issuer.close());
const settings = () => ({
  LEEWAY_PUBLIC_URL: publicUrl,
  LEEWAY_OIDC_ISSUER: issuer.url,
  LEEWAY_OIDC_CLIENT_ID: "leeway",
  LEEWAY_OIDC_CLIENT_SECRET: "issuer-secret",
  LEEWAY_OIDC_NAME: "Flowers Inc.",
});
beforeEach(async () => {
  server = await startAccounts(settings(), [OidcModule]);
  mine = { cookie: (await server.call("POST", "/auth/setup", owner)).cookie, ...headers };
});
afterEach(() => server.close());

const rows = (sql: string) => server.database.handle.prepare(sql).all();
const begin = async () => {
  const { body, cookie } = await server.call("POST", "/auth/oidc/start", {}, headers);
  return { url: String(body["url"]), cookie };
};
const finish = (query: string, cookie: string) =>
  server.call("POST", "/auth/oidc/finish", { query }, { ...headers, cookie });
async function signInAs(subject: string) {
  const { url, cookie } = await begin();
  return finish(await issuer.browse(url, subject), cookie);
}
/** The session's cookie: the one that was for the sign-in elsewhere is cleared before it. */
const sessionOf = (setCookie: string) => /__Host-leeway=[\w-]{43}/.exec(setCookie)?.[0] ?? "";
const me = async (setCookie: string) =>
  (await server.call("GET", "/me", undefined, { cookie: sessionOf(setCookie) })).body["user"] as
    | { email: string; name: string }
    | undefined;

describe("the company's own sign-in", () => {
  test("lets in who has an account with the e-mail that the issuer has verified, and links them by subject", async () => {
    expect((await server.call("GET", "/auth/state")).body["oidc"]).toBe("Flowers Inc.");
    const entered = await signInAs("s-owner");
    expect([entered.status, (await me(entered.setCookie))?.email]).toEqual([200, "owner@example.com"]);
    expect(rows("SELECT issuer, subject FROM identities")).toEqual([{ issuer: issuer.url, subject: "s-owner" }]);
    await server.database.queue.write((db) => db.exec("UPDATE users SET email = 'renamed@example.com'"));
    expect((await me((await signInAs("s-owner")).setCookie))?.email).toBe("renamed@example.com");
    expect(rows("SELECT action FROM audit_log WHERE action IN ('identity.linked', 'signIn.done')")).toHaveLength(3);
  });

  test("lets in who is invited, with the role that was offered, and uses the invitation up", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO one_use_links VALUES ('link_1', 'hash', 'invitation', 'new@example.com', 1, 9e12, NULL);
        INSERT INTO invitations SELECT 'link_1', workspace_id, 'operator', user_id, NULL FROM memberships`),
    );
    const entered = await signInAs("s-invited");
    expect((await me(entered.setCookie))?.name).toBe("Нова людина");
    expect(rows("SELECT role FROM memberships ORDER BY role")).toEqual([{ role: "operator" }, { role: "owner" }]);
    expect(rows("SELECT id FROM one_use_links WHERE used_at IS NULL")).toEqual([]);
  });

  test("has a second step of its own: a workspace that asks for one takes it", async () => {
    await server.call("PUT", "/workspace/second-factor", { required: true }, mine);
    expect((await server.call("GET", "/probe", undefined, mine)).body.code).toBe("secondFactor.needed");
    const cookie = sessionOf((await signInAs("s-owner")).setCookie);
    expect((await server.call("GET", "/probe", undefined, { cookie })).status).toBe(200);
  });
});

describe("nobody comes in", () => {
  test.each([
    ["whose e-mail there is not verified, though somebody here has it", "s-claims-owner", "oidc.unverified"],
    ["without an e-mail", "s-no-mail", "oidc.unverified"],
    ["who has neither an account nor an invitation", "s-stranger", "oidc.nobody"],
  ])("%s", async (_, subject, code) => {
    const refused = await signInAs(subject);
    expect([refused.status, refused.body.code, sessionOf(refused.setCookie)]).toEqual([403, code, ""]);
    expect(rows("SELECT * FROM identities")).toEqual([]);
  });

  test("who is invited to a workspace that is deleted", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO one_use_links VALUES ('link_1', 'hash', 'invitation', 'new@example.com', 1, 9e12, NULL);
        INSERT INTO invitations SELECT 'link_1', workspace_id, 'operator', user_id, NULL FROM memberships;
        UPDATE workspaces SET deleted_at = 1`),
    );
    expect((await signInAs("s-invited")).body.code).toBe("oidc.nobody");
  });

  test("by what another browser brought back, without a cookie, or twice", async () => {
    const { url, cookie } = await begin();
    const query = await issuer.browse(url, "s-owner");
    expect((await finish(query, (await begin()).cookie)).body.code).toBe("oidc.failed");
    expect((await finish(query, "")).body.code).toBe("oidc.over");
    const second = await begin();
    const good = await issuer.browse(second.url, "s-owner");
    expect((await finish(good, second.cookie)).status).toBe(200);
    expect((await finish(good, second.cookie)).body.code).toBe("oidc.failed");
    expect((await finish("error=access_denied", cookie)).body.code).toBe("oidc.failed");
  });

  test("by a page of another site", async () => {
    const { url, cookie } = await begin();
    const query = await issuer.browse(url, "s-owner");
    const foreign = { origin: "https://evil.example", cookie };
    expect((await server.call("POST", "/auth/oidc/finish", { query }, foreign)).body.code).toBe("auth.crossSite");
  });
});

test("who goes back at the issuer without signing in is told so, and comes in at the next try", async () => {
  const { url, cookie } = await begin();
  const state = new URL(url).searchParams.get("state") ?? "";
  const query = new URLSearchParams({ error: "access_denied", state, iss: issuer.url }).toString();
  expect((await finish(query, cookie)).body.code).toBe("oidc.cancelled");
  expect((await signInAs("s-owner")).status).toBe(200);
});

test("an issuer that goes away between the two steps is said, and nobody comes in", async () => {
  const other = await startIssuer(back, [{ subject: "s-owner", email: "owner@example.com" }]);
  await server.close();
  server = await startAccounts({ ...settings(), LEEWAY_OIDC_ISSUER: other.url }, [OidcModule]);
  await server.call("POST", "/auth/setup", owner);
  const { url, cookie } = await begin();
  const query = await other.browse(url, "s-owner");
  await other.close();
  const left = await finish(query, cookie);
  expect([left.body.code, sessionOf(left.setCookie)]).toEqual(["oidc.unreachable", ""]);
});

test("who comes as somebody else, or is to show once more who they are, is asked by the issuer, though they are signed in there", async () => {
  const asked = async (body: object) => {
    const answer = await server.call("POST", "/auth/oidc/start", body, headers);
    const { searchParams } = new URL(String(answer.body["url"]));
    return [searchParams.get("prompt"), searchParams.get("max_age")];
  };
  expect(await asked({})).toEqual([null, null]);
  expect(await asked({ purpose: "somebodyElse" })).toEqual(["login", null]);
  expect(await asked({ purpose: "confirm" })).toEqual(["login", "0"]);
});

test("what goes to the issuer has state, nonce and a challenge, and none of them is kept", async () => {
  const { url } = await begin();
  const sent = new URL(url).searchParams;
  expect(Object.fromEntries(sent)).toMatchObject({
    client_id: "leeway",
    redirect_uri: back,
    response_type: "code",
    code_challenge_method: "S256",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(new Set([sent.get("state"), sent.get("nonce"), sent.get("code_challenge")]).size).toBe(3);
});

test("an issuer that is not there is said, and a server without one offers none", async () => {
  await server.close();
  server = await startAccounts({ ...settings(), LEEWAY_OIDC_ISSUER: "http://127.0.0.1:1" }, [OidcModule]);
  const down = (await server.call("POST", "/auth/oidc/start", {}, headers)).body;
  expect([down.code, down["detail"]]).toEqual(["oidc.unreachable", expect.stringContaining("(127.0.0.1:1)")]);
  await server.close();
  server = await startAccounts({}, [OidcModule]);
  expect((await server.call("POST", "/auth/oidc/start", {})).status).toBe(404);
  expect((await server.call("GET", "/auth/state")).body["oidc"]).toBeNull();
});

test("where the server says how one must have signed in there, a token that does not say so lets nobody in", async () => {
  const strict = await startIssuer(back, [
    { subject: "s-mfa", email: "owner@example.com", methods: ["pwd", "mfa"] },
    { subject: "s-password", email: "owner@example.com", methods: ["pwd"] },
    { subject: "s-silent", email: "owner@example.com" },
  ]);
  onTestFinished(() => strict.close());
  await server.close();
  server = await startAccounts({ ...settings(), LEEWAY_OIDC_ISSUER: strict.url, LEEWAY_OIDC_ACR: "phr mfa" }, [
    OidcModule,
  ]);
  await server.call("POST", "/auth/setup", owner);
  const come = async (subject: string) => {
    const { url, cookie } = await begin();
    expect(new URL(url).searchParams.get("acr_values")).toBe("phr mfa");
    const answer = await finish(await strict.browse(url, subject), cookie);
    return [answer.status, answer.body.code];
  };
  expect(await come("s-password")).toEqual([403, "oidc.tooWeak"]);
  expect(await come("s-silent")).toEqual([403, "oidc.tooWeak"]);
  expect(rows("SELECT subject FROM identities")).toEqual([]);
  expect(await come("s-mfa")).toEqual([200, undefined]);
  expect(rows("SELECT subject FROM identities")).toEqual([{ subject: "s-mfa" }]);
});
