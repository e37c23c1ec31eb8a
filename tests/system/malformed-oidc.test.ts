import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, Leeway } from "./leeway.js";
import type { Rubbish } from "./rubbish.js";
import { Volley } from "./volley.js";

const REQUESTS = { short: 500, long: 100_000 };

/** The real provider that the server's own tests sign in at; it stands in another room, so its type is said here. */
interface Issuer {
  url: string;
  browse: (address: string, subject: string) => Promise<string>;
  close: () => Promise<void>;
}
interface IssuerModule {
  startIssuer: (back: string, accounts: readonly { subject: string; email: string }[]) => Promise<Issuer>;
}
const provider = new URL("../../apps/server/src/oidc/testing/issuer-server.ts", import.meta.url).href;

const leeway = new Leeway();
let issuer: Issuer;
let volley: Volley;
/** What the issuer sent a browser back with, and the cookie of that browser; used once already. */
let brought = "";
let cookie = "";

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  leeway.call("POST", `/auth/oidc/${path}`, body, { authorization: "", ...headers });
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

beforeAll(async () => {
  leeway.port = await freePort();
  const { startIssuer } = (await import(/* @vite-ignore */ provider)) as IssuerModule;
  issuer = await startIssuer(`${leeway.origin}/sign-in/callback`, [
    { subject: "s-owner", email: "owner@leeway.example" },
  ]);
  await leeway.start({
    LEEWAY_OIDC_ISSUER: issuer.url,
    LEEWAY_OIDC_CLIENT_ID: "leeway",
    LEEWAY_OIDC_CLIENT_SECRET: "issuer-secret",
  });
  volley = new Volley(leeway);
  const begun = await post("start", {});
  cookie = cookieOf(begun);
  brought = await issuer.browse(((await begun.json()) as { url: string }).url, "s-owner");
  expect((await post("finish", { query: brought }, { cookie })).status).toBe(200);
});
afterAll(async () => {
  await volley.close();
  await leeway.close();
  await issuer.close();
});

/** Every other one with the right shape: the true answer again, cut off, changed, or of another browser. */
function likely(one: Rubbish, index: number): Rubbish {
  if (index % 2 === 0 || !one.path.includes("/finish") || one.method !== "POST") return one;
  const at = index % brought.length;
  const queries = [
    brought,
    brought.slice(0, at),
    `${brought.slice(0, at)}%ff${brought.slice(at)}`,
    brought.replace(/code=[^&]*/, `code=${encodeURIComponent(String(one.body?.subarray(0, 99).toString("latin1")))}`),
    `error=access_denied&${brought}`,
    `${brought}&${brought}`,
  ];
  const headers = { ...one.headers, "content-type": "application/json", cookie: at % 3 === 0 ? `${cookie}x` : cookie };
  delete (headers as Record<string, string>)["content-encoding"];
  return { ...one, headers, body: Buffer.from(JSON.stringify({ query: queries[index % queries.length] })) };
}

test(
  "rubbish for the way in by an issuer is refused, never a fault of ours, and leaves nothing behind in memory",
  () =>
    volley.at(
      "the doors, with an issuer",
      {
        methods: ["GET", "POST", "PUT"],
        names: ["query", "code", "state", "error"],
        parts: {},
        routes: [
          ["POST", "/api/v1/auth/oidc/start"],
          ["POST", "/api/v1/auth/oidc/finish"],
          ["POST", "/api/v1/auth/oidc/finish"],
          ["GET", "/api/v1/auth/state"],
        ],
        dress: likely,
      },
      amount(REQUESTS),
    ),
  patience(REQUESTS),
);

test("the right answer of the issuer still signs in after all of it", async () => {
  const begun = await post("start", {});
  const query = await issuer.browse(((await begun.json()) as { url: string }).url, "s-owner");
  expect((await post("finish", { query }, { cookie: cookieOf(begun) })).status).toBe(200);
});
