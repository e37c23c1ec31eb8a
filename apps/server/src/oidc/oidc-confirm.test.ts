import "reflect-metadata";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { OidcModule } from "./oidc.module.js";
import { startIssuer, type Cookies, type IssuerServer } from "./testing/issuer-server.js";

const MINUTE_MS = 60_000;
const publicUrl = "https://flows.example";
const back = `${publicUrl}/sign-in/callback`;
const origin = publicUrl;
const people = [
  { subject: "s-owner", email: "owner@example.com" },
  { subject: "s-second", email: "second@example.com" },
];
let issuer: IssuerServer;
let server: AccountsServer;
/** The browser of somebody, which stays signed in at the issuer. */
let theirs: Cookies;

beforeAll(async () => {
  issuer = await startIssuer(back, people);
});
afterAll(() => issuer.close());
beforeEach(() => start(issuer));
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});
async function start(at: IssuerServer) {
  server = await startAccounts(
    {
      LEEWAY_PUBLIC_URL: publicUrl,
      LEEWAY_OIDC_ISSUER: at.url,
      LEEWAY_OIDC_CLIENT_ID: "leeway",
      LEEWAY_OIDC_CLIENT_SECRET: "issuer-secret",
    },
    [OidcModule],
  );
  theirs = new Map();
  await server.call("POST", "/auth/setup", owner);
  await server.database.queue.write((db) =>
    db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
        SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
      INSERT INTO memberships (workspace_id, user_id, role) SELECT id, 'user_2', 'editor' FROM workspaces`),
  );
}

interface Journey {
  purpose?: string;
  subject?: string;
  /** The session of the browser that goes there. */
  session?: string;
  /** What whoever holds the browser makes of the address it is sent to. */
  changed?: (asked: URLSearchParams) => void;
  at?: IssuerServer;
  /** What the browser keeps of the issuer. */
  cookies?: Cookies;
}
async function goThere({ purpose, subject = "s-owner", session, changed, at = issuer, cookies = theirs }: Journey) {
  const begun = await server.call("POST", "/auth/oidc/start", { purpose }, { origin });
  const address = new URL(String(begun.body["url"]));
  changed?.(address.searchParams);
  const query = await at.browse(address.href, subject, cookies);
  const cookie = [begun.cookie, session].filter(Boolean).join("; ");
  return server.call("POST", "/auth/oidc/finish", { query }, { origin, cookie });
}
const sessionOf = ({ setCookie }: { setCookie: string }) => /__Host-leeway=[\w-]{43}/.exec(setCookie)?.[0] ?? "";
const signIn = async (journey: Journey = {}) => sessionOf(await goThere(journey));
/** Whether a session may add a passkey. */
async function mayAdd(session: string): Promise<boolean> {
  const answer = await server.call("POST", "/auth/passkeys/options", {}, { origin, cookie: session });
  if (answer.status !== 200) expect(answer.body.code).toBe("auth.confirm");
  return answer.status === 200;
}
const emailOf = async (cookie: string) =>
  ((await server.call("GET", "/me", undefined, { cookie })).body["user"] as { email: string }).email;
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

describe("a sign-in at the company's service", () => {
  test("shows nobody who one is where a browser that is open there is let on without a question", async () => {
    await signIn();
    const session = await signIn({ subject: "would be asked as nobody" });
    expect([await emailOf(session), await mayAdd(session)]).toEqual(["owner@example.com", false]);
  });

  test("counts from when the service says one has signed in there", async () => {
    const telling = await startIssuer(back, people, { alwaysSaysWhen: true });
    try {
      await server.close();
      await start(telling);
      await signIn({ at: telling });
      later(10 * MINUTE_MS);
      const session = await signIn({ at: telling, subject: "would be asked as nobody" });
      expect(await mayAdd(session)).toBe(true);
      later(6 * MINUTE_MS);
      expect(await mayAdd(session)).toBe(false);
    } finally {
      await telling.close();
    }
  });
});

describe("asked to show once more who one is", () => {
  test("one does so there, though one is signed in there, and one's session here goes on", async () => {
    const session = await signIn();
    later(60 * MINUTE_MS);
    const shown = await goThere({ purpose: "confirm", session });
    expect([shown.status, sessionOf(shown), await mayAdd(session)]).toEqual([200, "", true]);
    const at = server.database.handle.prepare("SELECT max(confirmed_at) FROM sessions").pluck().get() as number;
    expect([at % 1_000, Math.abs(Date.now() - at) < MINUTE_MS]).toEqual([0, true]);
    later(16 * MINUTE_MS);
    expect(await mayAdd(session)).toBe(false);
  });

  test.each<[string, (asked: URLSearchParams) => void]>([
    [
      "is taken out of the address",
      (asked) => {
        asked.delete("prompt");
        asked.delete("max_age");
      },
    ],
    [
      "is made to say when that was, an hour ago",
      (asked) => {
        asked.delete("prompt");
        asked.set("max_age", "100000");
      },
    ],
  ])("one has shown nothing where the question %s", async (_, changed) => {
    const session = await signIn();
    later(60 * MINUTE_MS);
    const shown = await goThere({ purpose: "confirm", session, changed });
    expect([shown.status, shown.body.code, await mayAdd(session)]).toEqual([409, "oidc.notAsked", false]);
    expect(await emailOf(session)).toBe("owner@example.com");
  });

  test("somebody else shows nothing for one, known here or not, and does not take one's place", async () => {
    const session = await signIn();
    const confirm = () => goThere({ purpose: "confirm", session, subject: "s-second", cookies: new Map() });
    const unknown = await confirm();
    expect(await emailOf(await signIn({ subject: "s-second", cookies: new Map() }))).toBe("second@example.com");
    for (const shown of [unknown, await confirm()])
      expect([shown.body.code, sessionOf(shown)]).toEqual(["oidc.somebodyElse", ""]);
    expect([await emailOf(session), await mayAdd(session)]).toEqual(["owner@example.com", false]);
  });

  test("who has never signed in there before is not tied to it by the way", async () => {
    const { email, password } = owner;
    const session = (await server.call("POST", "/auth/sign-in", { email, password })).cookie;
    expect((await goThere({ purpose: "confirm", session })).body.code).toBe("oidc.somebodyElse");
    expect(server.database.handle.prepare("SELECT count(*) FROM identities").pluck().get()).toBe(0);
  });

  test("who is signed in no longer comes in by it", async () => {
    await signIn();
    const session = await signIn({ purpose: "confirm" });
    expect([await emailOf(session), await mayAdd(session)]).toEqual(["owner@example.com", true]);
  });
});
