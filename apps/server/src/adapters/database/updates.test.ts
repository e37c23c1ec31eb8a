import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "./database.js";
import { migrated } from "./testing/migrated.js";
import { openUpdateDoor } from "./update-door.js";
import { watchOfUpdates } from "./update-watch.js";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "leeway-updates-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A database of a Leeway before the last step, which can be done again. */
async function older(name: string): Promise<string> {
  const file = await migrated(join(folder, name));
  const db = new BetterSqlite3(file);
  db.exec("DELETE FROM migrations WHERE name LIKE 'AskedRuns%'");
  db.close();
  return file;
}
/** What is told while a database is opened: in the log, and to people. */
async function heard(file: string) {
  const told: unknown[] = [];
  const log = { info: (about: object, text: string) => void told.push({ text, ...about }) };
  const watch = watchOfUpdates({ PORT: 0, HOST: "127.0.0.1" }, log as never, (line) => told.push(line));
  await openDatabase(file, Date.now, watch).then(({ close }) => close());
  return told;
}

test("each step of an update is told before it begins, how many there are, and when all is done", async () => {
  expect(await heard(await older("a.db"))).toEqual([
    { text: "the database is copied, then brought up to date", steps: 1 },
    "Leeway brings its database up to date, 1 step: with much in it that takes minutes.",
    { text: "a step of the update begins", migration: "AskedRuns", step: 1, of: 1 },
    { text: "the update has ended", ms: expect.any(Number) },
  ]);
});

test("of a new database, and of one that is up to date, nothing is told", async () => {
  const file = join(folder, "new.db");
  expect(await heard(file)).toEqual([]);
  expect(await heard(file)).toEqual([]);
});

test("an update that fails ends its door as well", async () => {
  const file = await older("b.db");
  const db = new BetterSqlite3(file);
  db.exec("ALTER TABLE attention RENAME TO elsewhere");
  db.close();
  const ends: boolean[] = [];
  const watch = { begins: async () => {}, step: () => {}, ends: async (well: boolean) => void ends.push(well) };
  await expect(openDatabase(file, Date.now, watch)).rejects.toThrow(/attention/);
  expect(ends).toEqual([false]);
});

test("while this thread does nothing but the update, the process lives, is not ready and says why in the caller's language", async () => {
  const door = await openUpdateDoor(0, "127.0.0.1");
  const at = `http://127.0.0.1:${door?.port}`;
  // This thread waits for the program's end, and could answer nobody.
  const asks = `fetch("${at}/health/live").then(async (answer) => console.log(answer.status, await answer.text()))`;
  expect(execFileSync(process.execPath, ["-e", asks]).toString().trim()).toBe('200 {"status":"ok"}');
  for (const path of ["/health/ready", "/hooks/key", "/"]) {
    const answer = await fetch(at + path, { method: "POST", headers: { "accept-language": "uk" }, body: "{}" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await answer.json()).toMatchObject({ code: "server.updating", title: "Сервер оновлюється" });
  }
  const page = await fetch(at, { headers: { accept: "text/html,*/*", "accept-language": "en" } });
  expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  expect(await page.text()).toMatch(/http-equiv="refresh".*<h1>The server is being updated<\/h1>/);
  await door?.close();
  await expect(fetch(at)).rejects.toThrow();
});

test("a port that is taken keeps nobody from the update", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  expect(await openUpdateDoor(port, "127.0.0.1")).toBeUndefined();
  taken.close();
});
