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
/** What is done after a word was written. */
let afterwards: (word: string) => Promise<unknown>;
/** What somebody does while a write is on its way. */
let meanwhile: () => void;
/** Words that cannot be written, and how often that was tried. */
let impossible: Map<string, number>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-words-"));
  db = new Database(join(folder, "a.db"));
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE said (id INTEGER PRIMARY KEY, word TEXT NOT NULL, v TEXT NOT NULL)");
  queue = new WriterQueue(db);
  surprises.length = 0;
  afterwards = () => Promise.resolve();
  meanwhile = () => undefined;
  impossible = new Map();
  words = new WordsWithoutRoom<string>(
    {
      write: (_, said) => queue.write((db) => keep(db, said)),
      afterwards: (_, word) => afterwards(word),
      surprise: (error) => surprises.push(error),
    },
    { againMs: 20, afterFaultMs: 3_600_000 },
  );
});
afterEach(async () => {
  await words.end();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The database may have so many pages more. */
const room = (pages: number) =>
  db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true })) + pages}`);
/** Each needs 25 pages. */
const keep = (db: Database.Database, said: readonly string[]) => {
  meanwhile();
  for (const word of said) {
    const tried = impossible.get(word);
    if (tried === undefined) continue;
    impossible.set(word, tried + 1);
    throw new Error(`no ${word}`);
  }
  const insert = db.prepare("INSERT INTO said (word, v) VALUES (?, ?)");
  for (const word of said) insert.run(word, "y".repeat(100_000));
};
const written = () => db.prepare("SELECT word FROM said ORDER BY id").pluck().all();
const say = (word: string) => words.say("token", word);

test("what there is no room for holds, and is written once there is room, and what is done after it then", async () => {
  const done: string[] = [];
  afterwards = async () => done.push("told");
  room(2);
  await say("pause");
  expect([words.of("token"), written(), done, queue.diskFull]).toEqual(["pause", [], [], true]);
  room(1_000);
  await eventually("written", () => written().length > 0);
  await eventually("held no more", () => words.of("token") === undefined);
  expect([written(), done, surprises]).toEqual([["pause"], ["told"], []]);
});

test("of a subject the last word counts, and those before it are written with it, in their order", async () => {
  room(2);
  await Promise.all([say("pause"), say("resume")]);
  expect(words.all()).toEqual([["token", "resume"]]);
  await say("pause again");
  expect([words.of("token"), written()]).toEqual(["pause again", []]);
  room(1_000);
  // With room, before the one that holds was tried again.
  await say("resume again");
  expect([words.of("token"), words.all()]).toEqual([undefined, []]);
  await words.end();
  expect(written()).toEqual(["pause", "resume", "pause again", "resume again"]);
});

test("a word without room stands where what is said at the same time fails for another reason", async () => {
  impossible.set("resume", 0);
  room(2);
  const [first, second] = await Promise.allSettled([say("pause"), say("resume")]);
  expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
  expect(words.of("token")).toBe("pause");
  room(1_000);
  await eventually("written", () => written().length > 0);
  expect(written()).toEqual(["pause"]);
});

test("what is kept and cannot be written for another reason goes on to hold, is told once, and is in nobody's way", async () => {
  room(2);
  await Promise.all([say("pause"), words.say("other", "other")]);
  impossible.set("pause", 0);
  room(1_000);
  await eventually("told of", () => surprises.length > 0);
  for (let round = 0; round < 3; round++) {
    room(2);
    await words.say("other", `other ${round}`);
    expect(words.of("other")).toBe(`other ${round}`);
    room(1_000);
    await eventually("the other one written", () => words.of("other") === undefined);
  }
  expect([words.of("token"), impossible.get("pause"), surprises.length]).toEqual(["pause", 1, 1]);
  await say("resume");
  expect([words.of("token"), written().at(-1)]).toEqual([undefined, "resume"]);
});

test("of what was said without end the newest is kept", async () => {
  room(2);
  for (let nth = 0; nth < 150; nth++) await say(`${nth}`);
  room(10_000);
  await words.end();
  expect(written()).toEqual(Array.from({ length: 100 }, (_, index) => `${index + 50}`));
});

test("what is forgotten is not written", async () => {
  room(2);
  await say("pause");
  words.forget("token");
  room(1_000);
  await words.end();
  expect([words.of("token"), written()]).toEqual([undefined, []]);
});

test("what is forgotten while it finds no room once more is not kept again", async () => {
  room(2);
  await say("pause");
  meanwhile = () => words.forget("token");
  await words.end();
  expect(words.of("token")).toBeUndefined();
});

test("a process that ends tries once more", async () => {
  room(2);
  await say("pause");
  room(1_000);
  await words.end();
  expect(written()).toEqual(["pause"]);
});

test("what fails for another reason is told to who says it, and does not hold", async () => {
  impossible.set("pause", 0);
  await expect(say("pause")).rejects.toThrow("no");
  expect(words.of("token")).toBeUndefined();
});

test("of what is done after a write for which there is room no more, all is done again", async () => {
  const done: string[] = [];
  let full = true;
  afterwards = async (word) => {
    if (full) throw new DiskFullError("full");
    done.push(word);
  };
  await say("resume");
  expect(words.of("token")).toBe("resume");
  full = false;
  await eventually("done", () => done.length > 0);
  expect([done, words.of("token")]).toEqual([["resume"], undefined]);
});

test("what somebody else says while that is done counts instead", async () => {
  let end = (_error: Error) => {};
  afterwards = (word) => (word === "resume" ? new Promise((_, reject) => (end = reject)) : Promise.resolve());
  const first = say("resume");
  await eventually("written", () => written().length > 0);
  await say("pause");
  afterwards = () => Promise.resolve();
  end(new DiskFullError("full"));
  await first;
  expect([words.of("token"), written()]).toEqual([undefined, ["resume", "pause"]]);
});
