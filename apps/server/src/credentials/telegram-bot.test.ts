import "reflect-metadata";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LimitsModule } from "../limits/limits.module.js";
import { OptionsModule } from "../options/options.module.js";
import { CredentialsModule } from "./credentials.module.js";
import { served, type Served } from "./testing/served.js";

const good = "123456:ABC-DEF1234ghIkl";
let server: Served;
let telegram: Server;
let baseUrl: string;
/** A Bot API that knows one bot, as https://core.telegram.org/bots/api#getme and #getupdates describe it. */
beforeAll(async () => {
  server = await served([CredentialsModule, LimitsModule, OptionsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  telegram = createServer((request, response) => {
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? "") ?? [];
    const bot = { id: 123_456, is_bot: true, first_name: "Shop" };
    const chat = { id: -100, type: "supergroup", title: "Sales" };
    const result = method === "getMe" ? bot : [{ update_id: 1, message: { message_id: 1, chat } }];
    const answer = token === good ? { ok: true, result } : { ok: false, error_code: 401, description: "Unauthorized" };
    response.writeHead(answer.ok ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => telegram.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(telegram.address() as AddressInfo).port}`;
});
afterAll(async () => {
  telegram.close();
  await server.close();
});

const add = (token: string, more: object = {}) => {
  const body = { type: "telegramBot", name: "Shop bot", data: { token, baseUrl, ...more } };
  return server.call("POST", "/api/v1/credentials", { body });
};

test("a Telegram bot is tested by asking who it is", async () => {
  const { body } = await add(good);
  expect(body.data).toEqual({ baseUrl, limitPerMinute: 1_200 });
  expect((await server.call("POST", `/api/v1/credentials/${body.id}/test`)).body).toEqual({ ok: true });
  const other = (await add("1:gone-long-ago")).body.id;
  const refused = (await server.call("POST", `/api/v1/credentials/${other}/test`)).body;
  expect(refused).toMatchObject({ ok: false, error: { code: "service.tokenRefused", hint: /@BotFather/ } });
  expect(JSON.stringify(refused)).not.toContain("gone-long-ago");
});

test("what is no bot's token is refused when it is saved, with an example", async () => {
  const answer = await add("my bot");
  expect([answer.status, answer.body.errors]).toEqual([
    422,
    [expect.objectContaining({ path: "data.token", message: expect.stringContaining("123456:ABC-def") })],
  ]);
});

test("the chats of a bot are choices, and every call is counted in the bot's limit", async () => {
  const { id } = (await add(good)).body;
  const { body } = await server.call("GET", `/api/v1/options/telegram.message.send/chat_id?credential=${id}`);
  expect(body.items).toEqual([{ value: "-100", label: "Sales", hint: "supergroup" }]);
  const limits = (await server.call("GET", "/api/v1/limits")).body.items;
  const used = { limit: 1_200, sent60: 2, credentialIds: expect.arrayContaining([id]) };
  expect(limits).toContainEqual(expect.objectContaining(used));
});
