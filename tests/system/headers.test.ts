import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "node:net";
import { document, node } from "./documents.js";
import { apiKey, Leeway } from "./leeway.js";

/** What a browser is told about answers: whose scripts may run in them, and who may show them in a frame. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const asked = (path: string, headers: Record<string, string> = {}) => fetch(leeway.origin + path, { headers });
/** What the browser asks for with any page of the editor. */
const filesOfPage = async () => {
  const page = await (await asked("/runs")).text();
  return [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
};
const read = async (path: string, sent: Record<string, string>) => {
  const answer = await asked(path, sent);
  return { headers: answer.headers, text: await answer.text() };
};

test.each([
  ["a page", "/workflows"],
  ["an answer of the API", "/api/v1/workflows"],
  ["a refusal", "/api/v1/nothing-here"],
])("%s is shown in no frame and runs the editor's own scripts alone", async (_what, path) => {
  const { headers } = await asked(path, { authorization: `Bearer ${apiKey}` });
  expect(headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("strict-transport-security")).toBeNull();
});

test("the view of a run is protected like a page", async () => {
  const nodes = [node("in", "trigger.webhook", { respond: "accepted" }), node("set", "logic.set", { fields: [] })];
  const { hook } = await leeway.publish(
    document("View", nodes, [{ id: "e1", source: "in", sourceHandle: "main", target: "set" }]),
  );
  const { runId } = (await (await fetch(hook, { method: "POST" })).json()) as { runId: string };
  const view = await asked(`/api/v1/runs/${runId}/events`, { authorization: `Bearer ${apiKey}` });
  expect(view.headers.get("content-security-policy")).toContain("default-src 'self'");
  await view.text();
});

test("what a webhook answers, also when it refuses, runs no script and is open to every site's forms", async () => {
  const { headers, status } = await asked("/hooks/unknown");
  expect(status).toBe(404);
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("x-frame-options")).toBeNull();
});

test("a page of any site learns before its call that it may send what it likes, and only then", async () => {
  const { hook } = await leeway.publish(document("Open", [node("in", "trigger.webhook", { respond: "accepted" })], []));
  const allowed = async (method: string) => {
    const { headers } = await fetch(hook, { method });
    return ["origin", "headers", "methods"].map((what) => headers.get(`access-control-allow-${what}`));
  };
  expect(await allowed("OPTIONS")).toEqual(["*", "*, authorization", "*"]);
  expect(await allowed("POST")).toEqual(["*", null, null]);
});

test("every answer has an id of its own", async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await asked("/hooks/unknown")).headers.get("x-request-id")));
  expect(new Set(ids).size).toBe(3);
});

test("the editor's first page is a handful of files, which a browser keeps for good", async () => {
  const files = await filesOfPage();
  expect(files.length).toBeGreaterThan(1);
  expect(files.length).toBeLessThan(15);
  const kept = await Promise.all(files.map(async (path) => (await asked(path)).headers.get("cache-control")));
  expect(new Set(kept)).toEqual(new Set(["public, max-age=31536000, immutable"]));
});

test("a browser gets the editor's files packed as it takes them, and who takes nothing packed gets them whole", async () => {
  const files = await filesOfPage();
  const sizes = [0, 0, 0];
  const used = new Set<string | null>();
  for (const path of files) {
    const texts = new Set<string>();
    for (const [index, takes] of ["identity", "gzip", "gzip, br"].entries()) {
      const { headers, ...answer } = await read(path, { "accept-encoding": takes });
      used.add(headers.get("content-encoding"));
      expect(headers.get("vary")).toMatch(/accept-encoding/i);
      sizes[index] = (sizes[index] ?? 0) + Number(headers.get("content-length"));
      texts.add(answer.text);
    }
    expect(texts.size).toBe(1);
  }
  const [whole = 0, gzip = 0, brotli = 0] = sizes;
  expect(used).toEqual(new Set([null, "gzip", "br"]));
  expect(gzip).toBeLessThan(whole * 0.35);
  expect(brotli).toBeLessThan(gzip);
});

describe("under https", () => {
  const https = new Leeway();
  beforeAll(() => https.start({ LEEWAY_PUBLIC_URL: "https://flows.example", LEEWAY_TRUST_PROXY: "on" }));
  afterAll(() => https.close());

  /** The whole answer to these bytes; `fetch` would mend them. */
  const answerTo = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(https.port, "127.0.0.1", () => socket.write(bytes));
      socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      socket.on("error", reject).on("close", () => resolve(text.split("\r\n\r\n")[0]?.toLowerCase() ?? ""));
    });
  const get = (path: string) => answerTo(`GET ${path} HTTP/1.1\r\nhost: flows.example\r\nconnection: close\r\n\r\n`);

  test.each([
    ["a page", () => get("/runs"), "no-cache"],
    ["a file of the editor", () => get("/before.js"), "public, max-age=3600"],
    ["a file that is not there", () => get("/assets/nothing.js"), "no-store"],
    ["a way out of the folder", () => get("/assets/..%2f..%2f..%2fpackage.json"), "no-store"],
    ["an address that is no text", () => get("/api/v1/runs/%ff"), "no-store"],
    [
      "a method that nobody takes",
      () => answerTo("TRACE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"),
      "no-store",
    ],
    ["what is no HTTP", () => answerTo("nonsense\r\n\r\n"), "no-store"],
    ["a form that is not there", () => get("/forms/nothing"), "no-cache", "same-origin"],
  ])("%s says to come by https alone, and all else that protects it", async (_, ask, kept, told = "no-referrer") => {
    const head = await ask();
    expect(head).toContain("strict-transport-security: max-age=31536000; includesubdomains");
    expect(head).toMatch(/content-security-policy: .*default-src '(self|none)'/);
    expect(head).toMatch(/content-security-policy: .*frame-ancestors/);
    expect(head).toContain("x-content-type-options: nosniff");
    expect(head).toContain(`referrer-policy: ${told}`);
    expect(head).toContain("permissions-policy: camera=()");
    expect(head).toContain(`cache-control: ${kept}`);
    expect(head).not.toMatch(/^(server|x-powered-by):/m);
  });

  test("the nearest proxy says where a call comes from, and nobody behind it", async () => {
    const params = { respond: "accepted", addresses: ["198.51.100.7"] };
    const { hook } = await https.publish(document("Near", [node("in", "trigger.webhook", params)], []));
    const from = async (addresses: string) =>
      (await fetch(hook, { method: "POST", headers: { "x-forwarded-for": addresses } })).status;
    expect(await from("203.0.113.9, 198.51.100.7")).toBe(202);
    expect(await from("198.51.100.7, 203.0.113.9")).toBe(403);
  });
});
