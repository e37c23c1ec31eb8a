import { afterEach, beforeEach, expect, test } from "vitest";
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../../testing/eventually.js";
import { DiskFullError } from "./full-disk.js";
import { WordsWithoutRoom } from "./words-without-room.js";
import { WriterQueue } from "./writer-queue.js";

let folder = "";
let db: Database.Database;
let queue: WriterQueue;
let words: WordsWithoutRoom<string>;
const surprises: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-words-"));
  db = new Database(join(folder, "a.db"));
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE said (id INTEGER PRIMARY KEY, word TEXT NOT NULL, v TEXT NOT NULL)");
  queue = new WriterQueue(db);
  surprises.length = 0;
  words = new WordsWithoutRoom((error) => surprises.push(error));
});
afterEach(async () => {
  await words.end();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The database may have so many pages more. */
const room = (pages: number) =>
  db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true })) + pages}`);
/** Needs 25 pages. */
const keep = (word: string) => () =>
  queue.write((db) => db.prepare("INSERT INTO said (word, v) VALUES (?, ?)").run(word, "y".repeat(100_000)));
const written = () => db.prepare("SELECT word FROM said ORDER BY id").pluck().all();
const say = (word: string, afterwards?: () => Promise<unknown>) =>
  words.say("token", { word, write: keep(word), ...(afterwards && { afterwards }) });

test("what there is no room for holds, and is written once there is room, and what is done after it then", async () => {
  const done: string[] = [];
  room(2);
  await say("pause", async () => done.push("told"));
  expect([words.of("token"), written(), done, queue.diskFull]).toEqual(["pause", [], [], true]);
  room(1_000);
  await eventually("written", () => written().length > 0);
  await eventually("held no more", () => words.of("token") === undefined);
  expect([written(), done, surprises]).toEqual([["pause"], ["told"], []]);
});

test("of a subject the last word counts, whether there was room for it or not", async () => {
  room(2);
  await Promise.all([say("pause"), say("resume")]);
  expect(words.all()).toEqual([["token", "resume"]]);
  await say("pause");
  expect(words.of("token")).toBe("pause");
  room(1_000);
  // With room, before the one that holds was tried again.
  await say("resume");
  expect([words.of("token"), written()]).toEqual([undefined, ["resume"]]);
  await words.end();
  expect(written()).toEqual(["resume"]);
});

test("a word that finds no room after a newer one was written counts no more", async () => {
  let fail = (_error: Error) => {};
  const write = () => new Promise<never>((_resolve, reject) => (fail = reject));
  const first = words.say("token", { word: "pause", write });
  await say("resume");
  fail(new DiskFullError("full"));
  await first;
  expect([words.of("token"), written()]).toEqual([undefined, ["resume"]]);
});

test("a process that ends tries once more", async () => {
  room(2);
  await say("pause");
  room(1_000);
  await words.end();
  expect(written()).toEqual(["pause"]);
});

test("what fails for another reason is told to who says it, and does not hold", async () => {
  const write = () => Promise.reject(new Error("no"));
  await expect(words.say("token", { word: "pause", write })).rejects.toThrow("no");
  expect(words.of("token")).toBeUndefined();
});

test("of what is done after a write for which there is room no more, all is done again", async () => {
  let full = true;
  await say("resume", () => (full ? keep("too much")().finally(() => room(2)) : Promise.resolve()));
  expect(words.of("token")).toBeUndefined();
  room(2);
  const afterwards = () => (full ? keep("too much")() : keep("after")());
  await words.say("token", { word: "resume", write: () => Promise.resolve(), afterwards });
  expect(words.of("token")).toBe("resume");
  full = false;
  room(1_000);
  await eventually("done", () => written().includes("after"));
});
