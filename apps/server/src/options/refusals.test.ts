import "reflect-metadata";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { LimitsModule } from "../limits/limits.module.js";
import { OptionsModule } from "./options.module.js";

/** A list that does not come: each of the ways it can fail, over real HTTP, and what the person at the picker is told. */
let server: Served;
const closers: (() => void)[] = [];
beforeAll(async () => {
  server = await served([CredentialsModule, LimitsModule, OptionsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
});
afterAll(async () => {
  for (const close of closers) close();
  await server.close();
});

/** A far end that answers so; undefined: nobody listens at its port any more. */
async function farEnd(answer?: RequestListener): Promise<string> {
  const far = createServer(answer);
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  const { port } = far.address() as AddressInfo;
  const close = () => {
    far.closeAllConnections();
    far.close();
  };
  if (answer) closers.push(close);
  else close();
  return `http://127.0.0.1:${port}/api/v2`;
}

/** A credential with a token of its own: pauses and pools are per token. */
async function credentialAt(baseUrl: string, more: object = {}): Promise<string> {
  const data = { token: `token of ${baseUrl}`, baseUrl, ...more };
  const { body } = await server.call("POST", "/api/v1/credentials", {
    body: { type: "leelooToken", name: "Shop", data },
  });
  return body.id;
}
const ask = (credential: string, language = "en") =>
  server.call("GET", `/api/v1/options/leeloo.person.addTag/tag_id?credential=${credential}&refresh=true`, { language });

const json = (status: number, body: object): RequestListener => {
  return (_request, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};
const plain = (status: number, text: string, type = "text/plain"): RequestListener => {
  return (_request, response) => response.writeHead(status, { "content-type": type }).end(text);
};
const page = "<!doctype html><title>Leeloo is being updated</title>";

test.each([
  [
    "a wrong token",
    json(401, { status: 0, message: "Unauthorized" }),
    "service.tokenRefused",
    /“Shop”.*Integrations → API/,
  ],
  ["a plan without access", json(403, { status: 0 }), "service.noAccess", /plan/],
  ["a Leeloo that is down", plain(503, page, "text/html"), "service.down", /status 503/],
  ["a Leeloo that nobody can reach", undefined, "request.notSent", /could not be reached/],
  ["a connection that breaks", (request) => request.socket.destroy(), "request.cutOff", /connection broke/],
  ["a web page", plain(200, page, "text/html"), "service.notJson", /Address of the API/],
  ["half an answer", plain(200, '{"status":1,"da', "application/json"), "service.notJson", /Address of the API/],
  ["a status of 0", json(200, { status: 0, message: "No tags today" }), "service.saidNo", /No tags today/],
  ["a redirect", (_, response) => response.writeHead(302, { location: "/login" }).end(), "request.redirected", /302/],
] as [string, RequestListener | undefined, string, RegExp][])(
  "%s is told as what it is, with a next step, and forgotten once it is over",
  async (_title, answer, code, said) => {
    let well = false;
    const good = json(200, { status: 1, data: [{ id: "t1", name: "VIP" }] });
    const far: RequestListener | undefined =
      answer && ((request, response) => (well ? good : answer)(request, response));
    const credential = await credentialAt(await farEnd(far));
    const { status, body } = await ask(credential);
    expect([status, body.code, body.errors[0].code]).toEqual([424, "service.failed", code]);
    expect(body.detail).toMatch(said);
    // Whole, and without the token.
    expect(body.detail).toBe(`${body.errors[0].message} ${body.errors[0].hint}`);
    expect(body.detail).not.toContain("token of http");
    for (const language of ["uk", "ru"])
      expect((await ask(credential, language)).body.detail).toMatch(/\p{Script=Cyrillic}/u);
    well = true;
    if (answer) expect((await ask(credential)).body.items).toEqual([{ value: "t1", label: "VIP" }]);
  },
);

test("a limit that another program has used up is told after a pause, and its tag list is not asked for again", async () => {
  let calls = 0;
  const far = await farEnd((request, response) => {
    calls++;
    plain(429, "Too many requests, please try again later.")(request, response);
  });
  const credential = await credentialAt(far);
  for (let times = 0; times < 3; times++) {
    const { status, body } = await ask(credential);
    expect([status, body.errors[0].code]).toEqual([424, "service.limited"]);
    expect(body.detail).toMatch(/too many requests in a minute.*Try again in a minute/);
  }
  // The token rests after the first: no further call makes Leeloo angrier.
  expect(calls).toBe(1);
});

test("patience ends: a Leeloo that is slow and a limit that our own runs have used up are told", async () => {
  const silent = await credentialAt(await farEnd(() => {}));
  let calls = 0;
  const counted: RequestListener = (request, response) => {
    calls++;
    json(200, { status: 1, data: [] })(request, response);
  };
  const busy = await credentialAt(await farEnd(counted), { limitPerMinute: 1 });
  expect((await ask(busy)).status).toBe(200);
  const [slow, limited] = await Promise.all([ask(silent), ask(busy)]);
  expect([slow.status, slow.body.errors[0].code]).toEqual([424, "request.timeout"]);
  expect(slow.body.detail).toMatch(/did not answer within 15 seconds.*Try again in a moment/);
  expect([limited.status, limited.body.errors[0].code]).toEqual([424, "service.limited"]);
  expect(limited.body.detail).toMatch(/Try again in a minute/);
  expect(calls).toBe(1);
});

test("a token that somebody paused is told as paused, in words of its own, and its list comes once it is resumed", async () => {
  let calls = 0;
  const far = await farEnd((request, response) => {
    calls++;
    json(200, { status: 1, data: [{ id: "t1", name: "VIP" }] })(request, response);
  });
  const credential = await credentialAt(far);
  const { body: limits } = await server.call("GET", "/api/v1/limits");
  const { id } = limits.items.find((one: { credentialIds: string[] }) => one.credentialIds.includes(credential));
  await server.call("POST", `/api/v1/limits/${id}/pause`, { body: {} });
  const { status, body } = await ask(credential);
  expect([status, body.errors[0].code]).toEqual([424, "service.paused"]);
  expect(body.detail).toBe(
    "Sending with the credential “Shop” is paused. Resume it on the “Credentials” page, then try again.",
  );
  const test = await server.call("POST", `/api/v1/credentials/${credential}/test`, { body: {} });
  expect(test.body).toMatchObject({ ok: false, error: { code: "service.paused" } });
  expect(calls).toBe(0);
  await server.call("POST", `/api/v1/limits/${id}/resume`, { body: {} });
  expect((await ask(credential)).body.items).toEqual([{ value: "t1", label: "VIP" }]);
});
