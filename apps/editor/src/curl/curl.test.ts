import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "@leeway/engine";
import { catalogue, describeCall } from "@leeway/nodes";
import { curlOf, quote, type Account } from "./curl.js";

const run = promisify(execFile);
const definition = (type: string) => {
  const found = catalogue.get(type);
  if (!found) throw new Error(type);
  return found;
};

/** What a shell runs, with secrets in its environment; answers what was written out. */
const shell = async (line: string, env: Record<string, string> = {}) =>
  (await run("/bin/sh", ["-c", line], { env: { PATH: process.env["PATH"] ?? "", ...env } })).stdout;

interface Arrived {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}
let server: Server;
let origin = "";
const arrived: Arrived[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method, url, headers } = request;
      arrived.push({ method, url, headers, body: Buffer.concat(parts).toString("utf8") });
      response.end("ok");
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const secret = `it's "a" $HOME \`id\` \\ secret`;

/** The request that arrives when a shell runs the command, beside the one that the step itself would send. */
async function bothWays(type: string, params: JsonObject, account: Account | undefined, secrets: JsonObject) {
  const line = curlOf(definition(type), params, account);
  if (line === undefined) throw new Error("no command");
  expect(line).not.toContain(secret);
  const env = Object.fromEntries(
    ["LEELOO_TOKEN", "API_TOKEN", "API_KEY", "API_PASSWORD"].map((name) => [name, secret]),
  );
  arrived.length = 0;
  expect(await shell(`${line} -s`, env)).toBe("ok");
  const sign = account && { type: account.type, data: { ...account.data, ...secrets } };
  const sent = describeCall(definition(type), params, sign);
  if (!sent) throw new Error("no request");
  return { came: arrived[0], sent };
}

function expectSame({ came, sent }: Awaited<ReturnType<typeof bothWays>>) {
  const url = new URL(sent.url);
  expect([came?.method, came?.url, came?.body]).toEqual([
    sent.method,
    url.pathname + url.search,
    typeof sent.body === "string" ? sent.body : "",
  ]);
  for (const [name, value] of Object.entries(sent.headers)) expect(came?.headers[name]).toBe(value);
}

const awkward = `Д'Артаньян "said" $(id) \`id\` $HOME !history \\n\n\ttab {a,b} [1-3] & ; # % @ ~ * ? 😀`;

describe("a command for a terminal, run by a real shell, sends what the step sends", () => {
  test("of Leeloo, with texts of every kind and the token from a variable", async () => {
    const account = { type: "leelooToken" as const, data: { baseUrl: `${origin}/api`, header: "X-Leeloo-AuthToken" } };
    const params = { name: awkward, phone: "+380501112233", "filter[x]": "y" };
    expectSame(await bothWays("leeloo.person.create", params, account, { token: secret }));
    const bearer = { ...account, data: { ...account.data, header: "Authorization" } };
    const search = { "filter[phone]": "+380 50", "filter[last_message]": { from: awkward }, limit: 1 };
    expectSame(await bothWays("leeloo.person.list", search, bearer, { token: secret }));
  });

  test.each<[string, JsonObject & { url?: string }]>([
    ["JSON", { method: "POST", body: { a: awkward, b: [1, null] } }],
    ["JSON that was typed", { method: "PUT", body: `{"a": "it's"}` }],
    ["a form", { method: "POST", bodyFormat: "form", body: { q: awkward, tag: ["a", "b"] } }],
    ["a text that begins with @", { method: "PATCH", bodyFormat: "text", body: "@/etc/passwd" }],
    ["a query and headers", { query: { tag: ["a", awkward] }, headers: { "X-One": `a "b" 'c' $d`, "X-None": "" } }],
    ["an address with brackets and braces", { url: "/x{1,2}/[1-3]?a=[b]" }],
    ["no body", { method: "DELETE", bodyFormat: "none" }],
  ])("of HTTP, with %s", async (_what, { url = "/x?y=1", ...params }) => {
    expectSame(await bothWays("http.request", { url: `${origin}${url}`, ...params }, undefined, {}));
  });

  test.each<[Account, string]>([
    [{ type: "httpBearer", data: {} }, "token"],
    [{ type: "httpHeader", data: { name: "X-Key" } }, "value"],
    [{ type: "httpBasic", data: { username: `o'Neil` } }, "password"],
  ])("of HTTP, signed in by %o", async (account, field) => {
    expectSame(await bothWays("http.request", { url: origin }, account, { [field]: secret }));
  });

  test("a HEAD comes back at once", async () => {
    const line = curlOf(definition("http.request"), { method: "HEAD", url: origin }, undefined) ?? "";
    arrived.length = 0;
    expect(await shell(`${line} -s`)).toContain("200 OK");
    expect(arrived[0]?.method).toBe("HEAD");
  });
});

test("there is none without an address or an account, and for what is no plain call", () => {
  expect(curlOf(definition("leeloo.person.list"), {}, undefined)).toBeUndefined();
  expect(curlOf(definition("logic.set"), { fields: [] }, undefined)).toBeUndefined();
  expect(curlOf(definition("http.request"), { url: "not one" }, undefined)).toBeUndefined();
  expect(curlOf(definition("telegram.message.send"), { text: "a" }, { type: "telegramBot", data: {} })).toBeUndefined();
});

test("any text is one word of a shell", async () => {
  // One shell for many texts: starting one takes longer than all of this.
  const texts = fc.sample(fc.string({ unit: "binary" }), 200).map((text) => text.replaceAll("\0", "").toWellFormed());
  const line = texts.map((text) => `printf '%s\\0' ${quote(text)}`).join("\n");
  expect((await shell(line)).split("\0").slice(0, -1)).toEqual(texts);
});
