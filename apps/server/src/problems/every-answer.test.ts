import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askAt, bearer } from "../accounts/testing/something-of-everything.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";

/** What every answer of every route says to browsers and programs, whoever asks and with whatever ids. */
const key = "key-of-the-first-workspace";
const routes: string[] = [];
let server: WholeServer;

beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "first@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
    LEEWAY_PUBLIC_URL: "https://flows.example",
  };
  server = await startWhole(environment, null, ({ method, url }) => {
    if (method === "HEAD" || url.includes("*")) return;
    routes.push(`${Array.isArray(method) ? "POST" : method} ${url}`);
  });
});
afterAll(() => server.close());

const ask = (route: string, headers: Record<string, string>) =>
  askAt(server.url, route, headers, /^(GET|DELETE) /.test(route) ? undefined : {});
const withIds = (route: string, id: string) => route.replace(/:\w+/g, id);

/** Word by word: a source that is added to one of them is let into every page. */
const policies = [
  // Pages of the editor, and the API.
  "default-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  // What webhooks answer, and files of runs.
  "sandbox; default-src 'none'; frame-ancestors 'none'",
  // Forms.
  "default-src 'none'; style-src 'sha256-…'; form-action 'self'; base-uri 'none'; frame-ancestors *; sandbox allow-forms allow-popups allow-same-origin allow-top-navigation-by-user-activation",
];
const policyOf = (headers: Headers) =>
  (headers.get("content-security-policy") ?? "").replace(/'sha256-[\w+/=]{44}'/, "'sha256-…'");
/** Headers that are missing or say too little. */
function lacks({ headers, url }: Response): string[] {
  const isForm = new URL(url).pathname.startsWith("/forms");
  const says = (name: string, pattern: RegExp) => (pattern.test(headers.get(name) ?? "") ? [] : [name]);
  return [
    ...says("content-security-policy", /default-src '(none|self)'/),
    ...says("content-security-policy", /frame-ancestors/),
    ...(policies.includes(policyOf(headers)) ? [] : ["another policy than ours"]),
    ...says("x-content-type-options", /^nosniff$/),
    ...says("referrer-policy", isForm ? /^same-origin$/ : /^no-referrer$/),
    ...says("permissions-policy", /camera=\(\)/),
    ...says("strict-transport-security", /^max-age=31536000; includeSubDomains$/),
    ...says("cache-control", /^(private, )?no-(store|cache)$/),
    ...(headers.has("x-powered-by") || headers.has("server") ? ["it says what it runs on"] : []),
    ...(headers.get("content-type") === null && headers.get("content-length") !== "0" && headers.has("content-length")
      ? ["content-type"]
      : []),
  ];
}

test("every route's answers, whoever asks, are protected in the browser and kept by nobody", async () => {
  const wrong: string[] = [];
  for (const route of routes)
    for (const headers of [{}, bearer(key), bearer("wrong")] as Record<string, string>[]) {
      const answer = await ask(withIds(route, "nothing"), headers);
      await answer.body?.cancel();
      wrong.push(...lacks(answer).map((name) => `${route} (${answer.status}): ${name}`));
    }
  expect(wrong).toEqual([]);
  expect(routes.length).toBeGreaterThan(150);
});

test.each([
  ["an address that is nobody's", "GET /api/v1/nothing-here"],
  ["a method that an address does not take", "DELETE /api/v1/me/"],
  ["a body that is no JSON", "POST /api/v1/auth/sign-in"],
])("%s is refused with the same headers", async (_, route) => {
  const [method = "", path = ""] = route.split(" ");
  const answer = await fetch(server.url + path, {
    method,
    headers: { ...bearer(key), "content-type": "application/json" },
    ...(method === "POST" && { body: "{" }),
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(lacks(answer)).toEqual([]);
});

/** As they stand in an address: ways out of a folder, ends of texts, members of every object, quotes, what is no text at all. */
const oddIds = [
  "..%2f..%2fetc%2fpasswd",
  "%252e%252e%5cwin.ini",
  "a%00b",
  "__proto__",
  "constructor",
  "'%20OR%20'1'='1",
  "%ff",
  "%E2%80%AE",
  "9".repeat(150),
];

test("no route takes an id for anything but a name that nothing has", async () => {
  const wrong: string[] = [];
  for (const route of routes.filter((one) => one.includes("/:")))
    for (const id of oddIds) {
      const [method, url = ""] = withIds(route, id).split(" ");
      const body = /^(GET|DELETE) /.test(route) ? {} : { payload: {} };
      const answer = await server.app.inject({ method: method as "GET", url, headers: bearer(key), ...body });
      const { statusCode: status, payload } = answer;
      if (status < 400 || status >= 500) wrong.push(`${route} with ${id} answers ${status}`);
      if (/node_modules|\.[jt]s:\d|SQLITE/.test(payload)) wrong.push(`${route} with ${id} tells of itself: ${payload}`);
    }
  expect(wrong).toEqual([]);
});
