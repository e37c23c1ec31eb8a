import "reflect-metadata";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { postOffice, type PostOffice } from "../../adapters/mail/testing/post-office.js";
import { owner, startAccounts, type AccountsServer } from "../testing/accounts-server.js";

let office: PostOffice;
let server: AccountsServer;
let cookie = "";
beforeAll(async () => {
  office = await postOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  [office.arrived.length, office.next] = [0, undefined];
  server = await startAccounts({
    LEEWAY_SMTP_URL: `smtp://shop:app-password@127.0.0.1:${office.port}?security=none`,
    LEEWAY_SMTP_FROM: "Leeway <leeway@example.com>",
    LEEWAY_PUBLIC_URL: "https://flows.example",
  });
  ({ cookie } = await server.call("POST", "/auth/setup", owner));
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const email = "owner@example.com";
const ask = (of = email) => server.call("POST", "/auth/reset/ask", { email: of });
const reset = (token: string, password = "another long passphrase") =>
  server.call("POST", "/auth/reset", { token, password });
const signIn = async (password: string) => (await server.call("POST", "/auth/sign-in", { email, password })).status;
const textOf = (raw = "") =>
  Buffer.from(raw.split(/\r\n\r\n/)[1]?.replace(/\s/g, "") ?? "", "base64").toString("utf8") || raw;
const rows = (sql: string) => server.database.handle.prepare(sql).all();

/** The token of the link in the newest letter. */
async function mailed(): Promise<string> {
  await vi.waitUntil(() => office.arrived.length > 0, { interval: 5, timeout: 90_000 });
  const { raw = "" } = office.arrived.at(-1) ?? {};
  const plain = raw.includes("base64") ? textOf(raw) : raw.replace(/=\r\n/g, "");
  return /https:\/\/flows\.example\/reset-password#([\w-]{43})/.exec(plain)?.[1] ?? "";
}

describe("a link for a new password", () => {
  test("comes by mail, in the person's language, and is good for one new password", async () => {
    expect((await ask("OWNER@example.com ")).status).toBe(204);
    const token = await mailed();
    expect(office.arrived[0]).toMatchObject({ from: "leeway@example.com", to: [email] });
    const looked = await server.call("POST", "/auth/reset/look", { token });
    expect([looked.status, looked.body]).toEqual([200, { email }]);
    expect((await reset(token)).status).toBe(204);
    expect(await Promise.all([signIn(owner.password), signIn("another long passphrase")])).toEqual([401, 200]);
    const again = await reset(token, "a third long passphrase");
    expect([again.status, again.body.code]).toEqual([410, "link.over"]);
    expect(await signIn("another long passphrase")).toBe(200);
  });

  test("ends every session, signs nobody in, and is written into the audit log", async () => {
    await ask();
    const done = await reset(await mailed());
    expect(done.setCookie).toBe("");
    expect((await server.call("GET", "/me", undefined, { cookie })).status).toBe(401);
    expect(rows("SELECT action FROM audit_log ORDER BY id")).toEqual(
      ["setup.done", "password.linkSent", "password.reset"].map((action) => ({ action })),
    );
  });

  test("is kept as a hash, and its token is in no address that leaves the browser", async () => {
    await ask();
    const token = await mailed();
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows("SELECT * FROM one_use_links"))).not.toContain(token);
  });

  test("sets no password that is guessed early, and is still good afterwards", async () => {
    await ask();
    const token = await mailed();
    expect((await reset(token, "password123")).body.code).toBe("password.easy");
    expect((await reset(token)).status).toBe(204);
  });

  test("has one winner when it is used several times at once", async () => {
    await ask();
    const token = await mailed();
    const answers = await Promise.all(["one", "two", "three"].map((word) => reset(token, `${word} long passphrase`)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 410, 410]);
  });

  test("is over after an hour, when the password was changed meanwhile, and for every other purpose", async () => {
    await ask();
    const token = await mailed();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_001 });
    expect((await reset(token)).body.code).toBe("link.over");
    vi.useRealTimers();
    expect((await server.call("POST", "/auth/reset/look", { token })).status).toBe(200);
    await server.database.queue.write((db) => db.exec("UPDATE one_use_links SET purpose = 'invitation'"));
    expect((await reset(token)).body.code).toBe("link.over");
    await server.database.queue.write((db) => db.exec("UPDATE one_use_links SET purpose = 'passwordReset'"));
    const change = { current: owner.password, password: "changed by themselves" };
    await server.call("POST", "/auth/password", change, { cookie, origin: server.url });
    expect((await reset(token)).body.code).toBe("link.over");
  });

  test.each(["", "x", "A".repeat(43), "../../etc", "__proto__"])("that was never made (%j) is over", async (token) => {
    expect((await reset(token)).body.code).toBe("link.over");
  });

  test("is not asked for or used from another site", async () => {
    const foreign = { origin: "https://evil.example" };
    for (const [path, body] of [
      ["/auth/reset/ask", { email }],
      ["/auth/reset", { token: "x", password: "another long passphrase" }],
    ] as const)
      expect((await server.call("POST", path, body, foreign)).body.code).toBe("auth.crossSite");
  });
});

describe("who asks for a link", () => {
  test("is not told whether somebody has the e-mail", async () => {
    const known = await ask();
    const unknown = await ask("nobody@example.com");
    expect([known.status, unknown.status, unknown.body]).toEqual([204, 204, known.body]);
    await mailed();
    expect(rows("SELECT email FROM one_use_links")).toEqual([{ email }]);
    expect(office.arrived).toHaveLength(1);
  });

  test("is slowed by address, whatever e-mails they name", async () => {
    for (let index = 0; index < 29; index += 1) expect((await ask(`n${index}@example.com`)).status).toBe(204);
    expect((await ask()).status).toBe(204);
    const slowed = await ask();
    expect([slowed.status, slowed.body.code]).toEqual([429, "auth.tooManyTries"]);
  });

  test("fills nobody's mailbox: five letters an hour, and the answer stays the same", async () => {
    await server.database.queue.write((db) => {
      for (let index = 0; index < 5; index += 1)
        db.prepare("INSERT INTO one_use_links VALUES (?, ?, 'passwordReset', ?, ?, ?, NULL)").run(
          `link_${index}`,
          `hash ${index}`,
          email,
          Date.now(),
          Date.now() + 1_000,
        );
    });
    expect((await ask()).status).toBe(204);
    await server.close();
    expect(office.arrived).toEqual([]);
    server = await startAccounts();
  });

  test("gets the same answer when the letter is refused", async () => {
    office.next = { code: 552, text: "mailbox full" };
    expect((await ask()).status).toBe(204);
    await vi.waitUntil(() => office.next === undefined, { interval: 5, timeout: 90_000 });
    expect(office.arrived).toEqual([]);
  });

  test("is told where the server sends no mail", async () => {
    await server.close();
    server = await startAccounts();
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([409, "mail.notSetUp"]);
    expect((await server.call("GET", "/auth/state")).body["resetByMail"]).toBe(false);
  });
});

describe("a link that an owner copies", () => {
  const mine = () => ({ cookie, origin: server.url });
  const copyFor = (id: string) => server.call("POST", `/members/${id}/reset-link`, undefined, mine());
  beforeEach(() =>
    server.database.queue.write((db) => {
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO memberships (workspace_id, user_id, role) SELECT id, 'user_2', 'editor' FROM workspaces`);
    }),
  );

  test("opens a member's account with a new password, for a day", async () => {
    const { status, body } = await copyFor("user_2");
    expect(status).toBe(201);
    const token = String(body["url"]).split("#")[1] ?? "";
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 23 * 3_600_000 });
    expect((await reset(token)).status).toBe(204);
    vi.useRealTimers();
    const entered = await server.call("POST", "/auth/sign-in", {
      email: "second@example.com",
      password: "another long passphrase",
    });
    expect(entered.status).toBe(200);
    expect(rows("SELECT subject FROM audit_log WHERE action = 'password.linkMade'")).toEqual([{ subject: "user_2" }]);
  });

  test("is refused for who also belongs to a workspace that the owner does not own", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
        INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`),
    );
    const { status, body } = await copyFor("user_2");
    expect([status, body.code]).toEqual([409, "reset.elsewhere"]);
    expect(rows("SELECT id FROM one_use_links")).toEqual([]);
  });

  test("is made by who has shown lately who they are, not by who finds their browser open", async () => {
    await server.database.queue.write((db) => db.exec("UPDATE sessions SET confirmed_at = confirmed_at - 16 * 60000"));
    const refused = await copyFor("user_2");
    expect([refused.status, refused.body.code, rows("SELECT id FROM one_use_links")]).toEqual([
      403,
      "auth.confirm",
      [],
    ]);
    const { password } = owner;
    expect((await server.call("POST", "/auth/confirm", { password }, mine())).status).toBe(204);
    expect((await copyFor("user_2")).status).toBe(201);
  });

  test("is not made by who is no owner, nor for somebody elsewhere", async () => {
    expect((await copyFor("user_nobody")).status).toBe(404);
    await server.database.queue.write((db) => db.exec("UPDATE memberships SET role = 'editor'"));
    expect((await copyFor("user_2")).body.code).toBe("auth.role");
  });
});
