import "reflect-metadata";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { bySelf } from "./audit.js";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";
import { SessionsService } from "./sessions.service.js";
import { SessionsWithoutRoom } from "./sessions-without-room.js";
import { eventually } from "../testing/eventually.js";

let server: AccountsServer;
beforeEach(async () => {
  server = await startAccounts();
  await server.call("POST", "/auth/setup", owner);
});
afterEach(() => server.close());

const { email, password } = owner;
const signIn = () => server.call("POST", "/auth/sign-in", { email, password });
const seen = async (cookie: string) => (await server.call("GET", "/probe", undefined, { cookie })).status;
const sessions = () => server.database.handle.prepare("SELECT count(*) FROM sessions").pluck().get();
/** Until what it answers is called, no write finds room. */
const fill = () => {
  const full = vi.spyOn(server.database.queue, "write").mockRejectedValue(new DiskFullError("full"));
  return () => full.mockRestore();
};

test("a session that there is no room for is one all the same, and is written once there is room", async () => {
  const makeRoom = fill();
  const { status, cookie } = await signIn();
  expect([status, await seen(cookie), sessions()]).toEqual([200, 200, 1]);
  makeRoom();
  await eventually("written", () => sessions() === 2);
  expect(await seen(cookie)).toBe(200);
});

test.each([
  ["its password is changed", "UPDATE users SET password_hash = 'another' WHERE email = lower(?)"],
  ["a second step comes", "INSERT INTO second_factors SELECT id, x'00', NULL, 0, 1 FROM users WHERE email = lower(?)"],
])("it ends when %s, and is not written then", async (_what, change) => {
  const makeRoom = fill();
  const { cookie } = await signIn();
  server.database.handle.prepare(change).run(email);
  expect(await seen(cookie)).toBe(401);
  makeRoom();
  // Tries once more, as at the end of the process.
  await server.get(SessionsWithoutRoom).onModuleDestroy();
  expect(sessions()).toBe(1);
});

test("it ends when its person ends the others, also where it is written in the same moment, and may not do so itself", async () => {
  const mine = await signIn();
  const makeRoom = fill();
  const held = await signIn();
  const found = (cookie: string) => server.get(SessionsService).find(/leeway=([^;]+)/.exec(cookie)?.[1] ?? "");
  makeRoom();
  const byIt = { cookie: held.cookie, origin: server.url };
  expect(await server.call("DELETE", "/auth/sessions", undefined, byIt)).toMatchObject({ status: 403 });
  const session = found(mine.cookie);
  if (!session) throw new Error("it ended itself");
  await Promise.all([
    server.get(SessionsService).endOthers({ ...session, from: bySelf }),
    server.get(SessionsWithoutRoom).onModuleDestroy(),
  ]);
  expect([await seen(held.cookie), await seen(mine.cookie)]).toEqual([401, 200]);
});

test("who has a second step is told that there is no room: a wrong code has to be counted", async () => {
  server.database.handle
    .prepare("INSERT INTO second_factors SELECT id, x'00', NULL, 0, 1 FROM users WHERE email = lower(?)")
    .run(email);
  fill();
  expect((await signIn()).status).toBe(503);
});
