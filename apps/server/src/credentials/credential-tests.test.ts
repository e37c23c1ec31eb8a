import "reflect-metadata";
import { credentialSchema } from "@leeway/api";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CredentialsModule } from "./credentials.module.js";
import { making } from "./testing/making.js";
import { served, type Served } from "./testing/served.js";

const TOKEN = "live-token-0123456789";
let server: Served;
/** A far end that lets nobody in, and repeats what it was sent. */
const stranger = createServer((request, answer) => {
  seen.push(request.headers.authorization);
  answer.writeHead(request.url === "/" ? 403 : 418).end(`no: ${request.headers["x-leeloo-authtoken"]?.toString()}`);
});
const seen: (string | undefined)[] = [];
let strangeHost: string;
/** Nobody listens there. */
const deadHost = "127.0.0.1:2";

beforeAll(async () => {
  await new Promise<void>((done) => stranger.listen(0, "127.0.0.1", done));
  strangeHost = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  server = await served([CredentialsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: `${strangeHost},${deadHost}` });
});
afterAll(async () => {
  await server.close();
  stranger.closeAllConnections();
  stranger.close();
});

const { call, made } = making(() => server);
describe("a test", () => {
  const probe = async (data: object, type?: string, language = "en") =>
    (await call("POST", `/${await made(data, type)}/test`, { language })).body;

  test("calls the far end once, in the pool of the token", async () => {
    const before = server.sandbox.requests().length;
    expect(await probe({ token: "sandbox", baseUrl: "sandbox:" })).toEqual({ ok: true });
    expect(server.sandbox.requests()).toHaveLength(before + 1);
    const key = server.platform.vault.poolKey("sandbox\nws_1");
    const tickets = server.platform.database.handle
      .prepare("SELECT count(*) FROM rate_tickets WHERE pool_key = ?")
      .pluck();
    expect(tickets.get(key)).toBe(1);
  });

  test("that succeeds is remembered with the credential, until one fails or its data is changed", async () => {
    const id = await made({ token: "sandbox", baseUrl: "sandbox:" });
    const path = `/${id}`;
    const testedAt = async () => credentialSchema.parse((await call("GET", path)).body).testedAt;
    const { body: fresh } = await call("GET", path);
    expect(await testedAt()).toBeUndefined();
    const before = Date.now();
    await call("POST", `${path}/test`);
    const at = Date.parse((await testedAt()) ?? "");
    expect([at >= before, at <= Date.now()]).toEqual([true, true]);
    expect((await call("GET", path)).body.updatedAt).toBe(fresh.updatedAt);
    await call("PUT", path, { body: { name: "Renamed" } });
    expect(await testedAt()).toEqual(expect.any(String));
    server.sandbox.failNext({ with: 401 });
    await call("POST", `${path}/test`);
    expect(await testedAt()).toBeUndefined();
    await call("POST", `${path}/test`);
    expect(await testedAt()).toEqual(expect.any(String));
    await call("PUT", path, { body: { data: { token: "another" } } });
    expect(await testedAt()).toBeUndefined();
  });

  test("says nothing of what was changed while it ran", async () => {
    const id = await made({ token: "sandbox", baseUrl: "sandbox:" });
    server.sandbox.failNext({ with: "slow", ms: 300 });
    const running = call("POST", `/${id}/test`);
    while (server.sandbox.faults().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await call("PUT", `/${id}`, { body: { data: { token: "another" } } });
    expect((await running).body).toEqual({ ok: true });
    expect((await call("GET", `/${id}`)).body).not.toHaveProperty("testedAt");
  });

  test("says in the reader's language which credential has a wrong token, and where to get a new one", async () => {
    const { ok, error } = await probe({ token: "wrong", baseUrl: `${server.origin}/sandbox/api/v2` }, undefined, "ru");
    expect([ok, error.code]).toEqual([false, "service.tokenRefused"]);
    expect(error.hint).toContain("Настройки → Интеграции → API");
    expect(error.hint).toContain("«Main»");
  });

  test("never shows the secret that the far end repeats", async () => {
    const answer = await probe({ token: TOKEN, baseUrl: `http://${strangeHost}/v2` });
    expect(answer.error.code).toBe("service.rejected");
    expect(answer.error.message).toContain("••••••");
    expect(JSON.stringify(answer)).not.toContain(TOKEN);
  });

  test("sends nothing more once the far end has asked for a pause", async () => {
    const body = { name: "Busy", type: "leelooToken", data: { token: "sandbox", baseUrl: "sandbox:" } };
    const { id } = (await call("POST", "", { body })).body;
    server.sandbox.failNext({ with: 429 });
    const first = (await call("POST", `/${id}/test`)).body;
    const received = server.sandbox.requests().length;
    const second = (await call("POST", `/${id}/test`)).body;
    expect([first.error.code, second.error.code]).toEqual(["service.limited", "service.limited"]);
    expect(second.error.hint).toMatch(/^Try again in a minute\./);
    expect(server.sandbox.requests()).toHaveLength(received);
  });

  test("of a host that nobody answers at says to try again, and nothing of steps", async () => {
    const { error } = await probe({ token: TOKEN, allowedHosts: [deadHost] }, "httpBearer", "uk");
    expect(error).toEqual({
      code: "request.notSent",
      message: `Не вдалося з’єднатися з ${deadHost} (ECONNREFUSED). Нічого не надіслано.`,
      hint: "Перевірте адресу в доступі та чи можна з’єднатися з нею із цього сервера, а тоді спробуйте ще раз.",
    });
  });

  test("of an HTTP credential goes to its host", async () => {
    const { error } = await probe({ username: "u", password: "p", allowedHosts: [strangeHost] }, "httpBasic");
    expect(error.code).toBe("service.noAccess");
    expect(seen.at(-1)).toBe(`Basic ${Buffer.from("u:p").toString("base64")}`);
  });

  test("reaches no private host that is not allowed", async () => {
    const private_ = await probe({ token: TOKEN, baseUrl: "http://127.0.0.1:1/api" });
    expect(private_.error.code).toBe("request.privateAddress");
  });
});
