import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** Calls a minute: so few that none comes back while a test goes on. */
const STRANGERS = 2;
const KNOWN = 40;
/** When a key ends that is made for no longer. */
const SOON_MS = 1_500;

/** Behind a proxy that says who calls: each test has callers of its own. */
const leeway = new Leeway();
let caller = 0;
const someone = () => `203.0.113.${++caller}`;
type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };
const from = (address: string, path: string, init: Init = {}) =>
  fetch(leeway.origin + path, { ...init, headers: { "x-forwarded-for": address, ...init.headers } });
/** The statuses of so many calls, one after the other. */
async function statuses(count: number, call: () => Promise<Response>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const answer = await call();
    await answer.text();
    all.push(answer.status);
  }
  return all;
}
const many = (count: number, status: number) => Array.from({ length: count }, () => status);
const slowedAfter = (taken: number, status: number) => [...many(taken, status), 429];

let hook = "";
let form = "";
let hub = "";
let key = "";
beforeAll(async () => {
  await leeway.start({ LEEWAY_TRUST_PROXY: "on" });
  hook = (await leeway.publish(document("Hook", [node("in", "trigger.webhook", { respond: "accepted" })], []))).hook;
  const fields = [{ label: "Name", name: "name" }];
  form = (await leeway.publish(document("Form", [node("in", "trigger.form", { title: "Form", fields })], []))).hook;
  hub = new URL((await leeway.api("GET", "/leeloo-hub")).url).pathname;
  const cookie = await signedIn("198.51.100.1");
  const made = await asPerson(cookie, "POST", "/api-keys", { name: "Second", role: "viewer", expiresAt: null });
  key = ((await made.json()) as { key: string }).key;
  await leeway.kill("SIGTERM");
  await leeway.start({
    LEEWAY_TRUST_PROXY: "on",
    LEEWAY_MAX_CALLS: String(KNOWN),
    LEEWAY_MAX_STRANGER_CALLS: String(STRANGERS),
  });
});
afterAll(() => leeway.close());

const json = { "content-type": "application/json" };
async function signedIn(address: string): Promise<string> {
  const body = JSON.stringify({ email: "owner@leeway.example", password: "correct horse battery" });
  const answer = await from(address, "/api/v1/auth/sign-in", { method: "POST", headers: json, body });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}
const asPerson = (cookie: string, method: string, path: string, body?: unknown) =>
  from("198.51.100.1", `/api/v1${path}`, {
    method,
    headers: { cookie, origin: leeway.origin, ...(body !== undefined && json) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const path = (url: string) => new URL(url).pathname;

describe("calls of strangers are counted by their network", () => {
  test.each([
    ["the description of the API", "/api/openapi.json", 200, {}],
    ["guessed keys", "/api/v1/workflows", 401, { authorization: "Bearer lw_guessed" }],
    ["guessed keys for the figures", "/metrics", 401, { authorization: "Bearer lw_guessed" }],
    ["unknown webhooks", "/hooks/nowhere", 404, {}],
    ["unknown test addresses", "/hooks-test/nowhere", 404, {}],
    ["made up addresses of waits", "/hooks/resume/nowhere", 404, {}],
    ["unknown addresses for events", "/hooks/leeloo/nowhere", 404, {}],
    ["unknown forms", "/forms/nowhere", 404, {}],
  ])("%s", async (_what, address, status, headers) => {
    const who = someone();
    const call = () => from(who, address, { headers });
    expect(await statuses(STRANGERS + 1, call)).toEqual(slowedAfter(STRANGERS, status));
    expect((await from(someone(), address, { headers })).status).toBe(status);
  });

  test("answers to unknown forms that are sent, and pages of a form by themselves, which say so as a page", async () => {
    const who = someone();
    const send = () => from(who, "/forms/nowhere", { method: "POST", body: new URLSearchParams({ a: "b" }) });
    expect(await statuses(STRANGERS + 1, send)).toEqual(slowedAfter(STRANGERS, 404));
    const show = () => from(who, path(form), { headers: { "accept-language": "uk" } });
    expect(await statuses(STRANGERS, show)).toEqual(many(STRANGERS, 200));
    const page = await show();
    expect([page.status, page.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    const seconds = page.headers.get("retry-after");
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(await page.text()).toContain(`Зачекайте ${seconds} секунд`);
    expect((await from(someone(), path(form))).status).toBe(200);
  });

  test("all of them together: who was slowed at one is slowed at the others", async () => {
    const who = someone();
    await statuses(STRANGERS, () => from(who, "/hooks/nowhere"));
    const headers = { authorization: "Bearer lw_guessed" };
    const after = ["/api/v1/workflows", "/hooks/leeloo/nowhere", "/forms/nowhere"].map((to) =>
      from(who, to, { headers }),
    );
    expect((await Promise.all(after)).map(({ status }) => status)).toEqual([429, 429, 429]);
  });

  test("and hear when to go on, in their language", async () => {
    const who = someone();
    await statuses(STRANGERS, () => from(who, "/api/openapi.json"));
    const answer = await from(who, "/api/openapi.json", { headers: { "accept-language": "uk" } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      429,
      "application/problem+json; charset=utf-8",
    ]);
    const seconds = answer.headers.get("retry-after");
    const said = (await answer.json()) as Record<string, string>;
    expect(said).toMatchObject({ code: "calls.tooMany", title: "Забагато викликів" });
    expect(said["detail"]).toContain("щонайбільше 2 виклики.");
    expect(said["detail"]).toContain(`Продовжте за ${seconds} секунд`);
  });

  test("one household of IPv6 is one network", async () => {
    let host = 0;
    const next = () => from(`2001:db8:7:9::${(++host).toString(16)}`, "/hooks/nowhere");
    expect(await statuses(STRANGERS + 1, next)).toEqual(slowedAfter(STRANGERS, 404));
    expect((await from("2001:db8:7:a::1", "/hooks/nowhere")).status).toBe(404);
  });
});

describe("from where strangers were slowed", () => {
  let who = "";
  beforeAll(async () => {
    who = someone();
    expect(await statuses(STRANGERS + 1, () => from(who, "/hooks/nowhere"))).toContain(429);
  });

  test("a right webhook is taken, every time", async () => {
    const send = () => from(who, path(hook), { method: "POST", headers: json, body: "{}" });
    expect(await statuses(30, send)).toEqual(many(30, 202));
  });

  test("Leeloo's events are taken, every time", async () => {
    const body = JSON.stringify({ type: "new_order", data: { order_id: 1 } });
    const send = () => from(who, hub, { method: "POST", headers: json, body });
    expect(await statuses(30, send)).toEqual(many(30, 200));
  });

  test("answers to a form are looked at", async () => {
    const send = () => from(who, path(form), { method: "POST", body: new URLSearchParams({ "a.name": "x" }) });
    expect(await statuses(3, send)).toEqual([422, 422, 422]);
  });

  test("the page of a form is shown, and all that signing in takes, and the end of a session, is answered every time", async () => {
    expect((await from(who, path(form))).status).toBe(200);
    expect((await from(who, "/api/openapi.json")).status).toBe(200);
    const post = (to: string, body: unknown = {}) =>
      from(who, `/api/v1/auth/${to}`, { method: "POST", headers: json, body: JSON.stringify(body) });
    expect(await statuses(30, () => from(who, "/api/v1/auth/state"))).toEqual(many(30, 200));
    expect(await statuses(5, () => post("invitation/look", { token: "guessed" }))).toEqual(many(5, 410));
    expect(await statuses(5, () => post("reset/look", { token: "guessed" }))).toEqual(many(5, 410));
    expect(await statuses(5, () => post("second-factor/check", { code: "000000" }))).toEqual(many(5, 401));
    expect(await statuses(5, () => post("sign-out"))).toEqual(many(5, 204));
    const ended = { cookie: `leeway=${"x".repeat(43)}` };
    for (const headers of [{}, ended] as Record<string, string>[])
      expect(await statuses(5, () => from(who, "/api/v1/me", { headers }))).toEqual(many(5, 401));
    await signedIn(who);
  });

  test("a right key is let in, and whoever watches the process hears of it", async () => {
    const asked = (to: string, headers: Record<string, string> = {}) => from(who, to, { headers });
    expect((await asked("/api/v1/workflows", { authorization: `Bearer ${key}` })).status).toBe(200);
    expect(await statuses(30, () => asked("/health/live"))).toEqual(many(30, 200));
  });
});

test("a program whose key has ended is counted by its key, and takes nothing from strangers", async () => {
  const who = someone();
  const cookie = await signedIn("198.51.100.4");
  const made = await asPerson(cookie, "POST", "/api-keys", {
    name: "Ends",
    role: "viewer",
    expiresAt: new Date(Date.now() + SOON_MS).toISOString(),
  });
  const ending = ((await made.json()) as { key: string }).key;
  const knock = () => from(who, "/api/v1/workflows", { headers: { authorization: `Bearer ${ending}` } });
  await new Promise((resolve) => setTimeout(resolve, SOON_MS));
  expect(await statuses(10, knock)).toEqual(many(10, 401));
  expect(await statuses(KNOWN, knock)).toContain(429);
  expect(await statuses(STRANGERS + 1, () => from(who, "/hooks/nowhere"))).toEqual(slowedAfter(STRANGERS, 404));
});

test("an open route counts who is known by what they have", async () => {
  const who = "198.51.100.5";
  const cookie = await signedIn(who);
  await statuses(STRANGERS + 1, () => from(who, "/api/openapi.json"));
  for (const headers of [{ cookie }, { authorization: `Bearer ${key}` }] as const)
    expect((await from(who, "/api/openapi.json", { headers })).status).toBe(200);
  const guessed = { authorization: "Bearer lw_guessed" };
  expect((await from(who, "/api/openapi.json", { headers: { ...guessed, cookie } })).status).toBe(429);
});

test("each session and each key has calls of its own", async () => {
  const [mine, other] = [await signedIn("198.51.100.2"), await signedIn("198.51.100.3")];
  const taken = (cookie: string, count: number) => statuses(count, () => asPerson(cookie, "GET", "/workflows"));
  expect((await taken(mine, KNOWN + 5)).filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(await taken(other, KNOWN)).toEqual(many(KNOWN, 200));
  const byKey = () => leeway.call("GET", "/workflows", undefined, { authorization: `Bearer ${key}` });
  const own = () => leeway.call("GET", "/workflows");
  expect((await statuses(KNOWN + 5, own)).filter((status) => status === 429).length).toBeGreaterThan(0);
  expect((await byKey()).status).toBe(200);
  const refused = await leeway.call("GET", "/workflows", undefined, { "accept-language": "en" });
  expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
});

test("what a caller says of its address is believed of a proxy alone, and 0 is no limit", async () => {
  const bare = new Leeway();
  const asked = (to: string) => () =>
    fetch(bare.origin + to, { headers: { "x-forwarded-for": someone(), forwarded: `for=${someone()}` } });
  try {
    await bare.start({ LEEWAY_MAX_STRANGER_CALLS: String(STRANGERS) });
    expect(await statuses(STRANGERS + 1, asked("/hooks/nowhere"))).toContain(429);
    await bare.kill("SIGTERM");
    await bare.start({ LEEWAY_MAX_STRANGER_CALLS: "0" });
    expect(await statuses(700, asked("/hooks/nowhere"))).toEqual(many(700, 404));
    await eventually("still ready", async () => (await fetch(`${bare.origin}/health/ready`)).ok);
  } finally {
    await bare.close();
  }
});
