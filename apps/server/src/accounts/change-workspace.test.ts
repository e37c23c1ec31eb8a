import "reflect-metadata";
import { sayAudit } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
let mine: { cookie: string; origin: string };
beforeAll(async () => {
  server = await startAccounts();
  mine = { cookie: (await server.call("POST", "/auth/setup", owner)).cookie, origin: server.url };
});
afterAll(() => server.close());

const change = async (body: object) => expect((await server.call("PATCH", "/workspace", body, mine)).status).toBe(200);
const told = () =>
  server.database.handle
    .prepare<[], string>("SELECT detail FROM audit_log WHERE action = 'workspace.changed' ORDER BY id")
    .pluck()
    .all()
    .map((detail) => sayAudit("workspace.changed", JSON.parse(detail) as Record<string, string>, "en"));

test("the audit log tells what of a workspace has changed, and nothing where all is as it was", async () => {
  await change({ name: "Flowers", timezone: "Europe/Kyiv" });
  expect(told()).toEqual([]);
  await change({ name: "Roses", timezone: "Europe/Kyiv" });
  await change({ name: "Roses", timezone: "Europe/London" });
  await change({ name: "Tulips", timezone: "UTC" });
  await change({});
  expect(told()).toEqual([
    "Renamed the workspace from “Flowers” to “Roses”",
    "Changed the workspace’s time zone from Europe/Kyiv to Europe/London",
    "Renamed the workspace from “Roses” to “Tulips”, and changed its time zone from Europe/London to UTC",
  ]);
});
