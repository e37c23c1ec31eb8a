import "reflect-metadata";
import { locales, type Locale } from "@leeway/engine";
import { googleServer, type GoogleServer } from "@leeway/nodes/testing";
import { templateDocument, templates, withAnswers } from "@leeway/nodes/templates";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postOffice, type PostOffice } from "../adapters/mail/testing/post-office.js";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { settled } from "../testing/eventually.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { RunsModule } from "./runs.module.js";
import { WorkerService } from "./worker.service.js";

/** Templates that write to other services too, or whose sample needs something prepared, beside far ends of all of them. */
let server: Served;
let office: PostOffice;
let google: GoogleServer;
let telegram: Server;
const told: { chat_id: string; text: string }[] = [];
const credentials: Record<string, string> = {};

beforeAll(async () => {
  office = await postOffice();
  google = await googleServer();
  google.allowed.add("allowed");
  telegram = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    request.on("end", () => {
      told.push(JSON.parse(text) as (typeof told)[number]);
      response.writeHead(200).end('{"ok":true,"result":{"message_id":1}}');
    });
  });
  await new Promise<void>((resolve) => telegram.listen(0, "127.0.0.1", resolve));
  const bot = `http://127.0.0.1:${(telegram.address() as AddressInfo).port}`;
  server = await served([CredentialsModule, WorkflowsModule, RunsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  server.app.get(WorkerService).start();
  const account = { user: "shop", password: "app-password", from: "shop@example.com" };
  const app = { clientId: "shop-app", clientSecret: "app-secret", refreshToken: "allowed" };
  const urls = { baseUrl: google.origin, authUrl: `${google.origin}/auth`, tokenUrl: `${google.origin}/token` };
  for (const [service, type, data] of [
    ["leeloo", "leelooToken", { token: "sandbox", baseUrl: "sandbox:" }],
    ["email", "smtp", { host: "127.0.0.1", port: office.port, security: "none", ...account }],
    ["telegram", "telegramBot", { token: "1:A", baseUrl: bot }],
    ["googleSheets", "googleOAuth", { ...app, ...urls }],
  ] as const)
    credentials[service] = (await call("POST", "/credentials", { type, name: service, data })).id;
});
afterAll(async () => {
  await server.close();
  await office.close();
  google.server.close();
  telegram.close();
});
beforeEach(() => {
  office.arrived.length = 0;
  told.length = 0;
});

const call = async (method: string, path: string, body?: unknown) =>
  (await server.call(method, `/api/v1${path}`, body === undefined ? {} : { body })).body;

async function run(id: string, locale: Locale, changed: object = {}, until?: string[]) {
  const template = templates.find((one) => one.id === id);
  if (!template) throw new Error(`no template ${id}`);
  const document = withAnswers(templateDocument(template, locale, credentials), template.asks);
  const { id: workflowId } = await call("POST", "/workflows", { document });
  const { version, errors } = await call("POST", `/workflows/${workflowId}/publish`, {});
  expect([version, errors]).toEqual([1, undefined]);
  const payload = { ...template.sample, ...changed };
  const { runId } = await call("POST", `/workflows/${workflowId}/runs`, { payload });
  const { status, error } = await settled(() => call("GET", `/runs/${runId}`), until);
  const { items } = await call("GET", `/runs/${runId}/steps`);
  return { status, error, steps: items as { nodeId: string; status: string; output: unknown }[] };
}
const sandbox = async (method: string, path: string, body: object) => {
  const headers = { "x-leeloo-authtoken": "sandbox" };
  const url = `/sandbox/api/v2${path}`;
  const answer = await server.sandbox.handle({ method, url, headers, body: JSON.stringify(body) });
  return JSON.parse(String(answer.body)) as { data: { id: string } };
};
async function placeOrder(): Promise<string> {
  const [person] = server.sandbox.snapshot().people;
  const order = { personId: person?.id, offerId: "5e3c357bf04b1f000c27b83a" };
  const more = { paymentCreditsId: "5e3c3533f04b1f000c27b534", isNotifyAccount: "false" };
  return (await sandbox("POST", "/orders", { ...order, ...more })).data.id;
}
const columns = {
  en: [
    ["Name", "Phone", "Email", "Date"],
    ["Order", "Title", "Sum", "Status", "Changed"],
  ],
  uk: [
    ["Ім’я", "Телефон", "Пошта", "Дата"],
    ["Замовлення", "Назва", "Сума", "Статус", "Змінено"],
  ],
  ru: [
    ["Имя", "Телефон", "Почта", "Дата"],
    ["Заказ", "Название", "Сумма", "Статус", "Изменён"],
  ],
} as const;

describe.each(locales)("in %s", (locale) => {
  beforeEach(() => {
    const [people, orders] = columns[locale];
    google.sheets = { Subscribers: [[...people]], Orders: [[...orders]] };
  });

  test("a form that was not finished is followed by a letter an hour later", async () => {
    expect((await run("abandoned-form", locale)).status).toBe("succeeded");
    expect(office.arrived.map(({ to }) => to)).toEqual([["olha.nova@example.com"]]);
    const soon = { receivedAt: new Date().toISOString() };
    expect((await run("abandoned-form", locale, soon, ["waiting"])).status).toBe("waiting");
  });

  test("the day's sales are counted and told in Telegram", async () => {
    const id = await placeOrder();
    const paid = { status: "RESOLVED", price: 1200, currency: "UAH" };
    await sandbox("POST", `/orders/${id}`, paid);
    expect((await run("daily-sales", locale)).status).toBe("succeeded");
    expect(told).toEqual([{ chat_id: "@my_team", text: expect.stringMatching(/\d\d\.\d\d: \d+ .*UAH/s) }]);
  });

  test("a new subscriber becomes a row under the columns of that language", async () => {
    expect((await run("subscriber-row", locale)).status).toBe("succeeded");
    expect(google.sheets["Subscribers"]?.[1]).toEqual([
      expect.stringMatching(/\S/),
      "+380501112233",
      "andrii.kovalenko@example.com",
      expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d$/),
    ]);
  });

  test("an order has one row, which changes with it", async () => {
    expect((await run("order-status", locale)).status).toBe("succeeded");
    const order = { id: "5e399d72a2d0e2000dd584c1", title: "Курс", price: 1200, currency: "UAH", status: "REJECTED" };
    await run("order-status", locale, { order: { ...order, updatedAt: "2026-01-16T10:00:00.000Z" } });
    const rows = google.sheets["Orders"] ?? [];
    expect(rows.slice(1).map((row) => [row[0], row[3]])).toEqual([[order.id, "REJECTED"]]);
  });

  test("everyone with the tag is written to, in the bulk lane", async () => {
    const { status, steps } = await run("bulk-to-tag", locale);
    const loop = steps.find(({ nodeId }) => nodeId === "each");
    expect([status, loop?.output]).toEqual(["succeeded", expect.objectContaining({ items: 2, succeeded: 2 })]);
  });

  test("a payment resolves its order and is thanked for", async () => {
    const body = { orderId: await placeOrder(), status: "approved", amount: 1200, currency: "UAH" };
    const accountId = "66fac2b853d5470e1ed207a1";
    const { status } = await run("payment", locale, { body: { ...body, accountId } });
    expect(status).toBe("succeeded");
    const declined = await run("payment", locale, { body: { ...body, accountId, status: "declined" } });
    expect(declined.steps.filter((one) => one.status === "skipped").map(({ nodeId }) => nodeId)).toEqual([
      "order",
      "thanks",
    ]);
  });
});
