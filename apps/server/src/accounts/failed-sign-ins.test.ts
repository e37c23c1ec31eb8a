import "reflect-metadata";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FailedSignIns, shortened } from "./failed-sign-ins.js";
import { startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
beforeEach(async () => {
  server = await startAccounts();
});
afterEach(() => server.close());

test("who tries without end fills no disk: sixty entries in a minute, then the number of those left out", async () => {
  let now = 0;
  const failed = new FailedSignIns(server.database, () => now);
  const tell = () =>
    failed.tell({ action: "signIn.failed", userId: null, email: "a@b.example", address: "203.0.113.7" });
  for (let index = 0; index < 100; index += 1) await tell();
  const details = () => server.database.handle.prepare("SELECT detail FROM audit_log ORDER BY id").pluck().all();
  expect(details()).toHaveLength(60);
  now = 60_000;
  await tell();
  expect(JSON.parse(String(details().at(-1)))).toEqual({ email: "a…@b.example", before: "40" });
});

test.each([
  ["anna@example.com", "a…@example.com"],
  ["hunter2", "h…"],
  ["", "…"],
])("of %j is written %j", (email, written) => {
  expect(shortened(email)).toBe(written);
});
