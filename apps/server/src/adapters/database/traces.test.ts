import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3, { type Database } from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase, type OpenDatabase } from "./database.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-traces-"));
const file = join(folder, "leeway.db");
let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase(file);
  await database.queue.write((db) => db.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)"));
});
beforeEach(() => database.queue.write((db) => db.exec("DELETE FROM notes")));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (id: number, text: string) =>
  database.queue.write((db) => db.prepare("INSERT INTO notes (id, text) VALUES (?, ?)").run(id, text));
const drop = (id: number) => database.queue.write((db) => db.prepare("DELETE FROM notes WHERE id = ?").run(id));
const inFile = (word: string) => readFileSync(file).includes(word);
const inLog = (word: string) => readFileSync(`${file}-wal`).includes(word);
const copied = () => void database.handle.pragma("wal_checkpoint(PASSIVE)");

test("what is deleted from a page is overwritten there at once", async () => {
  await keep(1, "a word of Olena's");
  await keep(2, "of others");
  copied();
  expect(inFile("a word of Olena's")).toBe(true);
  await drop(1);
  copied();
  expect([inFile("a word of Olena's"), inFile("of others")]).toEqual([false, true]);
});

test("without traces, pages that are freed are overwritten, and the log has nothing of before", async () => {
  await keep(1, "a letter of Olena's ".repeat(5_000));
  copied();
  const write = database.withoutTraces(async () => {
    await drop(1);
    return "dropped";
  });
  expect(await write).toBe("dropped");
  expect([inFile("letter of Olena's"), inLog("letter of Olena's"), statSync(`${file}-wal`).size]).toEqual([
    false,
    false,
    0,
  ]);
});

test("also when the work fails, and then other writes are as they were", async () => {
  const failing = database.withoutTraces(async () => {
    await keep(1, "half a word of Olena's");
    await drop(1);
    throw new Error("of the work");
  });
  await expect(failing).rejects.toThrow("of the work");
  expect([inFile("half a word"), inLog("half a word")]).toEqual([false, false]);
  // FAST: 2.
  expect(database.handle.pragma("secure_delete", { simple: true })).toBe(2);
});

test("the log is emptied when the last one has read it, and nobody else waits for that", async () => {
  await keep(1, "a line of Olena's");
  const reader: Database = new BetterSqlite3(file, { readonly: true });
  reader.exec("BEGIN");
  expect(reader.prepare("SELECT count(*) FROM notes").pluck().get()).toBe(1);
  const written = database.withoutTraces(() => drop(1));
  await keep(2, "of others");
  // Long enough for some tries in vain; where it is not, the first one is late.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(inLog("a line of Olena's")).toBe(true);
  reader.close();
  await written;
  expect([inFile("a line of Olena's"), inLog("a line of Olena's"), inFile("of others")]).toEqual([false, false, true]);
});

test("many times without traces leave nobody listening to the thread that copies", async () => {
  const warned: Error[] = [];
  const hear = (warning: Error) => void warned.push(warning);
  process.on("warning", hear);
  for (let time = 0; time < 12; time++) await database.withoutTraces(() => keep(time, "a word"));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", hear);
  expect(warned).toEqual([]);
});
