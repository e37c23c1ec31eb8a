import type { Letter, MailAnswer, MailCall, MailServer } from "@leeway/engine";
import type { Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GuardedMail } from "./guarded-mail.js";
import { localhost } from "./testing/certificate.js";
import { oddOffice, postOffice, type PostOffice } from "./testing/post-office.js";

const letter: Letter = {
  from: "Крамниця <shop@example.com>",
  to: ["anna@example.com"],
  subject: "Замовлення №7",
  text: "Дякуємо!",
  messageId: "<7@example.com>",
};
const never = { requested: false, onRequest: () => () => {} };
const allowed = { allowPrivateHosts: ["127.0.0.1", "localhost"] };
const mail = new GuardedMail(allowed, undefined, localhost.cert);

let office: PostOffice;
let tlsOffice: PostOffice;
const odd: Server[] = [];
beforeAll(async () => {
  office = await postOffice();
  tlsOffice = await postOffice({ secure: true });
});
afterAll(async () => {
  await Promise.all([office.close(), tlsOffice.close()]);
  for (const server of odd) server.close();
});
beforeEach(() => {
  for (const one of [office, tlsOffice]) [one.arrived.length, one.passwords.length] = [0, 0];
});

const account = { user: "shop", password: "app-password" };
const at = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: "127.0.0.1",
  port,
  security: "none",
  ...account,
  ...more,
});
const send = (server: MailServer, more: Partial<MailCall> = {}, by = mail): Promise<MailAnswer> =>
  by.send({ server, letter, timeoutMs: 3_000, cancellation: never, beforeWrite: () => true, ...more });
const said = (answer: MailAnswer) =>
  answer.kind === "answered" ? [answer.code, answer.stage] : [answer.kind, answer.error.code];

describe("a letter", () => {
  test("arrives as it was written, for all it is meant for, and hidden copies stay hidden", async () => {
    const copies = { cc: ["b@example.com"], bcc: ["secret@example.com"], replyTo: "answers@example.com" };
    const answer = await send(at(office.port), { letter: { ...letter, ...copies, html: "<b>Дякуємо!</b>" } });
    expect(answer).toMatchObject({ kind: "answered", code: 250, refused: [] });
    const [one] = office.arrived;
    expect([one?.from, one?.to]).toEqual([
      "shop@example.com",
      ["anna@example.com", "b@example.com", "secret@example.com"],
    ]);
    expect(one?.raw).toMatch(/^Message-ID: <7@example.com>\r$/m);
    expect(one?.raw).toMatch(/^Reply-To: answers@example.com\r$/m);
    expect(one?.raw).toContain("multipart/alternative");
    expect(one?.raw).not.toContain("secret@example.com");
  });

  test.each([
    ["tls", () => tlsOffice],
    ["starttls", () => office],
  ] as const)("goes encrypted by %s", async (security, which) => {
    const { port, arrived } = which();
    expect(said(await send(at(port, { security, host: "localhost" })))).toEqual([250, "message"]);
    expect(arrived.map(({ encrypted }) => encrypted)).toEqual([true]);
  });

  test("cannot bring further headers along in its subject or its addresses", async () => {
    await send(at(office.port), { letter: { ...letter, subject: "Hi\r\nBcc: all@example.com\r\n\r\nX" } });
    expect(office.arrived[0]?.to).toEqual(["anna@example.com"]);
    expect(office.arrived[0]?.raw).not.toMatch(/^Bcc:/m);
  });

  test("may be taken for some and refused for others, and that is said", async () => {
    const to = ["anna@example.com", "gone@nowhere.example"];
    const answer = await send(at(office.port), { letter: { ...letter, to } });
    expect(answer).toMatchObject({ code: 250, taken: ["anna@example.com"], refused: ["gone@nowhere.example"] });
  });
});

describe("a mail server's no", () => {
  test("to the name and password is an answer, and nothing was handed over", async () => {
    expect(said(await send(at(office.port, { password: "wrong" })))).toEqual([535, "signIn"]);
    expect(office.arrived).toEqual([]);
  });
  test("to the only recipient is an answer", async () => {
    const answer = await send(at(office.port), { letter: { ...letter, to: ["gone@nowhere.example"] } });
    expect([said(answer), answer]).toEqual([
      [550, "recipients"],
      expect.objectContaining({ reply: expect.stringContaining("No such user") }),
    ]);
  });
  test.each([452, 552])("of %i to the letter itself is an answer, not a doubt", async (code) => {
    office.next = { code, text: "mailbox full" };
    expect(said(await send(at(office.port)))).toEqual([code, "message"]);
  });
  test("at the door is an answer", async () => {
    const { port, server } = await oddOffice(() => "554 5.7.1 Blocked");
    odd.push(server);
    expect(said(await send(at(port)))).toEqual([554, "greeting"]);
  });
});

/** A server that takes everything up to this line, and then hangs up or says nothing more. */
async function endingAt(end: RegExp, how: "hangs up" | "falls silent"): Promise<{ port: number; heard: string[] }> {
  let written = false;
  const office = await oddOffice((line) => {
    if (end.test(line)) return how === "hangs up" ? undefined : "";
    if (line === "" && !written) return "220 here";
    if (line === "DATA") return ((written = true), "354 go on");
    return written ? "" : "250 fine";
  });
  odd.push(office.server);
  return office;
}
const plain = { user: "", password: "" };

describe("a letter whose server", () => {
  test.each([/^$/, /^EHLO/, /^MAIL FROM/, /^RCPT TO/, /^DATA$/])(
    "hangs up at %s was not sent, and may be sent again",
    async (line) => {
      const { port } = await endingAt(line, "hangs up");
      expect((await send(at(port, plain))).kind).toBe("notSent");
    },
  );
  test.each(["hangs up", "falls silent"] as const)("%s after the letter may have been sent", async (how) => {
    const { port, heard } = await endingAt(/^\.$/, how);
    const answer = await send(at(port, plain), { timeoutMs: 400 });
    expect(said(answer)).toEqual(["cutOff", how === "hangs up" ? "request.cutOff" : "request.timeout"]);
    expect(heard).toContain(".");
  });
  test("is not there was not sent", async () => {
    const { port, server } = await oddOffice(() => "220 here");
    await new Promise((resolve) => server.close(resolve));
    expect(said(await send(at(port)))).toEqual(["notSent", "request.notSent"]);
  });
  test("may not be handed it any more gets no full stop, and so no letter", async () => {
    const asked: string[] = [];
    const answer = await send(at(office.port), { beforeWrite: () => (asked.push("asked"), false) });
    expect([answer.kind, asked]).toEqual(["notSent", ["asked"]]);
    expect(said(await send(at(office.port)))).toEqual([250, "message"]);
    expect(office.arrived).toHaveLength(1);
  });
});

describe("nothing is told to a mail server", () => {
  test("whose certificate nobody vouches for", async () => {
    for (const [security, { port }] of [
      ["tls", tlsOffice],
      ["starttls", office],
    ] as const) {
      const answer = await send(at(port, { security, host: "localhost" }), {}, new GuardedMail(allowed));
      expect([security, ...said(answer)]).toEqual([security, "notSent", "request.notSent"]);
    }
    expect([...office.passwords, ...tlsOffice.passwords]).toEqual([]);
  });
  test("that does not begin to encrypt when asked to", async () => {
    const { port, heard, server } = await oddOffice((line) => (line === "" ? "220 here" : "250 fine"));
    odd.push(server);
    await send(at(port, { security: "starttls" }));
    expect(heard.join("\n")).not.toMatch(/AUTH|MAIL FROM|app-password/);
  });
  test("without encryption, unless the operator has named it", async () => {
    const closed = new GuardedMail({ allowPrivateHosts: [] });
    expect(said(await send(at(office.port), {}, closed))).toEqual(["refused", "mail.unencrypted"]);
  });
  test.each(["127.0.0.1", "::1", "mail.evil.example"])("at the private address behind %s", async (host) => {
    const looked: string[] = [];
    const resolve = (name: string) => (looked.push(name), Promise.resolve([{ address: "10.0.0.5", family: 4 }]));
    const closed = new GuardedMail({ allowPrivateHosts: [] }, resolve);
    const answer = await send(at(tlsOffice.port, { host, security: "tls" }), {}, closed);
    expect(said(answer)).toEqual(["refused", "request.privateAddress"]);
    expect(looked).toEqual(host === "mail.evil.example" ? [host] : []);
  });
  test("but what was looked up once: the address that was checked is the one that is called", async () => {
    let looks = 0;
    const resolve = () => ((looks += 1), Promise.resolve([{ address: "127.0.0.1", family: 4 }]));
    const named = new GuardedMail({ allowPrivateHosts: ["mail.example"] }, resolve, localhost.cert);
    expect(said(await send(at(office.port, { host: "mail.example" }), {}, named))).toEqual([250, "message"]);
    expect(looks).toBe(1);
  });
});

test("who only signs in leaves without a letter", async () => {
  const { letter: _letter, ...check } = { letter: undefined };
  const call = { server: at(office.port), timeoutMs: 3_000, cancellation: never, beforeWrite: () => true, ...check };
  expect(said(await mail.send(call))).toEqual([235, "signIn"]);
  expect([office.passwords, office.arrived]).toEqual([["app-password"], []]);
});
