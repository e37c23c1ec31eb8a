import BetterSqlite3 from "better-sqlite3";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serverFolder } from "../../server-folder.js";
import { FIRST_FILE, makeFile } from "./first-file.js";
import { migratedBytes } from "./migrated-bytes.js";

const built = join(serverFolder, "dist/bundle", FIRST_FILE);
let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "leeway-first-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** All that is in a database: what it is made of, how it is kept, and each row. */
function contentOf(bytes: Buffer) {
  // In memory there is no log beside: how it is written says the file's header.
  const writtenAs = bytes.subarray(18, 20).toString("hex");
  const plain = Buffer.from(bytes);
  plain.fill(1, 18, 20);
  const db = new BetterSqlite3(plain);
  const made = db.prepare<[], { name: string; type: string }>("SELECT * FROM sqlite_master ORDER BY rowid").all();
  const tables = ["sqlite_sequence", ...made.flatMap(({ name, type }) => (type === "table" ? [name] : []))];
  const has = (name: string) => made.some((one) => one.name === name);
  const rows = tables.filter(has).map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]);
  const kept = ["page_size", "encoding", "auto_vacuum", "user_version", "application_id"].map((name) =>
    db.pragma(name),
  );
  db.close();
  return { writtenAs, made, rows, kept };
}

describe("the file that new databases begin with", () => {
  test("is what all migrations make of an empty one", async () => {
    const content = contentOf(readFileSync(built));
    expect(content.made.length).toBeGreaterThan(50);
    expect(content).toEqual(contentOf(await migratedBytes()));
  });

  test("is put in place whole, for the eyes of its account alone, with nothing beside it", () => {
    const file = join(folder, "a.db");
    makeFile(file, built);
    expect(readFileSync(file).equals(readFileSync(built))).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["a.db"]);
  });

  test("takes no place that somebody has taken meanwhile", () => {
    const file = join(folder, "a.db");
    writeFileSync(file, "somebody's");
    makeFile(file, built);
    expect(readFileSync(file, "utf8")).toBe("somebody's");
    expect(readdirSync(folder)).toEqual(["a.db"]);
  });

  test.each([
    ["no build has made it", join("no", "such", "file")],
    ["it cannot be written", built],
  ])("leaves an empty one to the migrations where %s", (_why, first) => {
    const file = join(folder, "a.db");
    // What an earlier process of this number has left when it was killed.
    writeFileSync(`${file}.${process.pid}`, "half of it");
    makeFile(file, first);
    expect(readFileSync(file, "utf8")).toBe("");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
