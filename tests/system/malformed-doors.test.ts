import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { document, node } from "./documents.js";
import { Leeway } from "./leeway.js";
import type { Rubbish } from "./rubbish.js";
import { apiRoutes, Volley, type Target } from "./volley.js";

/** To each. */
const REQUESTS = { short: 500, long: 100_000 };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const guest = "guest@leeway.example";

const leeway = new Leeway();
let volley: Volley;
/** The owner, as a browser sends them. */
let cookie = "";
const names = [
  "the doors, with an invitation",
  "the doors, with a link for a new password",
  "the API of a person who is signed in",
  "the API of a key that may only look",
] as const;
/** Each is tried: the compiler knows of no other one. */
const targets = {} as Record<(typeof names)[number], Target>;

/** Signs in, and answers the cookies that come of it. */
async function signIn(email: string, password: string): Promise<string> {
  const answer = await leeway.call("POST", "/auth/sign-in", { email, password }, { authorization: "" });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

/** As the owner. */
async function byOwner(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${leeway.origin}/api/v1${path}`, {
    method,
    headers: { cookie, origin: leeway.origin, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

/** Invites somebody, who accepts; answers their id. */
async function join(email: string): Promise<string> {
  const invitation = await byOwner("POST", "/invitations", { email, role: "editor" });
  const body = { token: tokenIn(invitation), name: "A member", password: "another horse battery", locale: "en" };
  expect((await leeway.call("POST", "/auth/invitation/join", body, { authorization: "" })).status).toBe(204);
  const { items } = (await byOwner("GET", "/members")) as unknown as { items: { id: string; email: string }[] };
  return items.find((one) => one.email === email)?.id ?? "";
}

const tokenIn = ({ url = "" }: Record<string, string>) => url.split("#").at(-1) ?? "";

beforeAll(async () => {
  await leeway.start();
  volley = new Volley(leeway);
  cookie = await signIn("owner@leeway.example", "correct horse battery");
  const member = await join("member@leeway.example");
  const [invitation, label, viewer, workflow] = await Promise.all([
    byOwner("POST", "/invitations", { email: guest, role: "viewer" }),
    byOwner("POST", "/labels", { name: "A label" }),
    byOwner("POST", "/api-keys", { name: "Looks", role: "viewer", expiresAt: null }),
    leeway.publish(document("One", [node("in", "trigger.manual")], [])),
  ]);
  // Of a member, not of the owner: a new password would end the owner's session.
  const reset = await byOwner("POST", `/members/${member}/reset-link`, {});
  const parts = {
    id: [workflow.id],
    tab: ["tab-of-a-browser"],
    "labels/:id": [String(label["id"])],
    "members/:id": [member],
    "invitations/:id": [String(invitation["id"])],
    "people/:id": ["5e1f119d6c384804b31e9999", "%2B380671234567"],
    "api-keys/:id": ["key_nobody"],
  };
  const all = await apiRoutes(leeway);
  const doors = all.filter(([, path]) => path.startsWith("/api/v1/auth/"));
  const fields = ["token", "email", "password", "code", "name", "locale", "current", "role", "labels", "fields", "own"];
  const usual = { methods, parts, names: [...fields, "expiresAt", "step", "tab", "document", "revision", "items"] };
  const dress = (token: string) => (one: Rubbish, index: number) => likelier(one, index, token);
  targets["the doors, with an invitation"] = { ...usual, routes: doors, dress: dress(tokenIn(invitation)) };
  // As if a password had been right before.
  const step = { cookie: `leeway-step=${"s".repeat(43)}` };
  targets["the doors, with a link for a new password"] = {
    ...usual,
    routes: doors,
    as: step,
    dress: dress(tokenIn(reset)),
  };
  // After these all that follows would be refused at the door; a workspace that rubbish has renamed can be deleted by its name.
  const within = all.filter(([, path]) => !/\/(sign-out|workspace\/(delete|leave|transfer))$/.test(path));
  const owner = { cookie, origin: leeway.origin };
  targets["the API of a person who is signed in"] = { ...usual, routes: within, as: owner, dress: dress("") };
  const looks = { authorization: `Bearer ${viewer["key"]}` };
  targets["the API of a key that may only look"] = { ...usual, routes: all, as: looks, dress: dress("") };
});
afterAll(async () => {
  await volley.close();
  await leeway.close();
});

/** Every other one with values of the right shape around what is wrong, so that it comes past the first check. */
function likelier(one: Rubbish, index: number, token: string): Rubbish {
  if (index % 2 === 0 || one.body === undefined) return one;
  const right = {
    email: guest,
    code: "123456",
    current: "not this password",
    token: token || "x".repeat(43),
    role: "viewer",
    name: "A name",
    locale: "uk",
    tab: "tab-of-a-browser",
  };
  try {
    const sent = JSON.parse(one.body.toString("utf8")) as Record<string, unknown>;
    if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return one;
    // One of them stays wrong.
    const wrong = Object.entries(sent).slice(0, index % 3);
    const body = Buffer.from(JSON.stringify({ ...right, ...Object.fromEntries(wrong) }));
    return { ...one, headers: { ...one.headers, "content-type": "application/json" }, body };
  } catch {
    return one;
  }
}

describe.each(names)("rubbish for %s", (name) => {
  test(
    "is refused or taken, never a fault of ours, and leaves nothing behind in memory",
    () => volley.at(name, targets[name], amount(REQUESTS)),
    patience(REQUESTS),
  );
});

test("the owner is still signed in after all of it, and still an owner", async () => {
  const me = await byOwner("GET", "/me");
  expect((me["workspace"] as unknown as { role: string }).role).toBe("owner");
  expect(await signIn("owner@leeway.example", "correct horse battery")).toMatch(/^leeway=/);
});
