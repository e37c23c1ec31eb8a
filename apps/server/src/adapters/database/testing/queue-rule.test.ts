import BetterSqlite3 from "better-sqlite3";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WriterQueue } from "../writer-queue.js";

const db = new BetterSqlite3(":memory:");
let queue: WriterQueue;
beforeAll(() => {
  db.exec("CREATE TABLE words (word)");
  queue = new WriterQueue(db);
});
afterAll(() => db.close());

const filename = join(import.meta.dirname, "../../../runs/further.service.ts");
/** As a file of the server does it. */
const byServer = runInThisContext("(db, sql) => db.prepare(sql)", { filename }) as (
  db: unknown,
  sql: string,
) => BetterSqlite3.Statement;
const execByServer = runInThisContext("(db, sql) => db.exec(sql)", { filename }) as typeof byServer;

const insert = "INSERT INTO words VALUES (?)";
const said = /^runs\/further\.service\.ts writes past the writer queue/;
const words = () => db.prepare("SELECT word FROM words").pluck().all();

test.each([
  ["by a statement", () => byServer(db, insert).run("x")],
  ["by one that answers rows", () => byServer(db, `${insert} RETURNING word`).get("x")],
  ["by text", () => execByServer(db, " DELETE FROM words")],
  ["in a transaction of its own", () => byServer(db, "BEGIN").run()],
])("a write of the server past the queue is a fault: %s", (_how, write) => {
  expect(write).toThrow(said);
  expect(words()).toEqual([]);
});

test("the same statement within the queue is none, and neither is what a test writes or the server reads", async () => {
  const prepared = byServer(db, insert);
  await queue.write(() => prepared.run("in the queue"));
  expect(byServer(db, "SELECT word FROM words").pluck().all()).toEqual(["in the queue"]);
  // Prepared within the queue, it is not allowed outside either.
  const kept = await queue.write(() => byServer(db, insert));
  expect(() => kept.run("x")).toThrow(said);
  db.prepare("DELETE FROM words").run();
  expect(words()).toEqual([]);
});

test("before a database has a queue whoever opens it may write", () => {
  const anew = new BetterSqlite3(":memory:");
  execByServer(anew, "CREATE TABLE words (word)");
  byServer(anew, insert).run("x");
  anew.close();
});
