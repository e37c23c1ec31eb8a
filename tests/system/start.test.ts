import { afterAll, beforeAll, describe, expect, test } from "vitest";
import Database from "better-sqlite3";
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Leeway, freePort, serverFile } from "./leeway.js";

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "leeway-start-"));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** A start that ends by itself: its exit code and what it said. */
const refusedStart = async (env: Record<string, string>, program = process.execPath, args = [serverFile]) => {
  const child = spawn(program, args, {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", LEEWAY_DATA_DIR: folder(), ...env },
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  return { code, said: said.trim() };
};

describe("a start that cannot be is refused with one line and the exit code 1:", () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    port = await freePort();
    taken = createServer().listen(port, "127.0.0.1");
  });
  afterAll(() => void taken.close());

  const file = join(folder(), "a-file");
  writeFileSync(file, "");
  test.each<[string, () => Record<string, string>, () => string]>([
    ["the port is taken", () => ({ PORT: String(port) }), () => `Port ${port} is taken`],
    ["the data folder is a file", () => ({ LEEWAY_DATA_DIR: file }), () => `${file} cannot be written`],
    ["a name is unknown", () => ({ LEEWAY_COLOUR: "blue" }), () => "LEEWAY_COLOUR is no setting of Leeway"],
    ["a value is bad", () => ({ LEEWAY_SANDBOX: "maybe" }), () => "LEEWAY_SANDBOX has a bad value"],
    ["a reserved name is set", () => ({ DATABASE_URL: "postgres://x" }), () => "DATABASE_URL is reserved"],
    ["the address is not of this machine", () => ({ HOST: "203.0.113.9" }), () => "no address of this machine"],
  ])("%s", async (_what, env, line) => {
    const { code, said } = await refusedStart(env());
    expect({ code, lines: said.split("\n").length }).toEqual({ code: 1, lines: 1 });
    expect(said).toContain(line());
  });

  test("the disk has no room for the database", async () => {
    // A limit on the size of files stands for a disk without room.
    const limited = `ulimit -f 16; exec "${process.execPath}" "${serverFile}"`;
    const { code, said } = await refusedStart({}, "sh", ["-c", limited]);
    expect({ code, lines: said.split("\n").length }).toEqual({ code: 1, lines: 1 });
    expect(said).toMatch(/^The database .*leeway\.db cannot be written: the disk is full or fails \(SQLITE_/);
  });

  test("the database was written by a newer version; the database stays as it was", async () => {
    const first = new Leeway();
    await first.start();
    await first.kill("SIGTERM");
    const path = join(first.data, "leeway.db");
    const db = new Database(path);
    db.prepare("INSERT INTO migrations (timestamp, name) VALUES (?, ?)").run(
      9_999_999_999_999,
      "FromTheFuture9999999999999",
    );
    db.close();
    const { code, said } = await refusedStart({ LEEWAY_DATA_DIR: first.data });
    expect(code).toBe(1);
    expect(said).toContain("was written by a newer Leeway (it has FromTheFuture9999999999999)");
    await first.close();
  });

  test("another Leeway uses the folder", async () => {
    const first = new Leeway();
    await first.start();
    const { code, said } = await refusedStart({ LEEWAY_DATA_DIR: first.data });
    expect({ code, said }).toEqual({ code: 1, said: `The data folder ${first.data} is in use by another Leeway.` });
    await first.close();
  });

  test("the key that sealed the credentials is another one", async () => {
    const first = new Leeway();
    await first.start({ LEEWAY_SECRET_KEY: "the first key of sixteen" });
    await first.kill("SIGTERM");
    const { code, said } = await refusedStart({
      LEEWAY_DATA_DIR: first.data,
      LEEWAY_SECRET_KEY: "another key of sixteen",
    });
    expect(code).toBe(1);
    expect(said.split("\n")).toHaveLength(1);
    expect(said).toContain("LEEWAY_SECRET_KEY");
    await first.close();
  });
});

test("a start in a new folder begins with the database that the build has made", async () => {
  const leeway = await new Leeway(folder()).start();
  await leeway.kill();
  // What migrations write is in the log beside it: without that the file has what it began with.
  const alone = join(folder(), "alone.db");
  copyFileSync(join(leeway.data, "leeway.db"), alone);
  const db = new Database(alone);
  expect(db.prepare("SELECT count(*) FROM migrations").pluck().get()).toBeGreaterThan(50);
  expect(db.prepare("SELECT count(*) FROM workspaces").pluck().get()).toBe(0);
  db.close();
});

test("a start with nothing set says where to open the browser, and keeps its key to itself", async () => {
  const data = folder();
  const child = spawn(process.execPath, [serverFile], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", LEEWAY_DATA_DIR: data },
  });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once("data", (text: Buffer) => resolve(text.toString())),
  );
  expect(line).toMatch(/^Leeway \d+\.\d+\.\d+ is ready\. Open http:\/\/127\.0\.0\.1:\d+ in a browser\./);
  const key = readdirSync(data).find((name) => name.includes("key")) ?? "";
  expect(statSync(join(data, key)).mode & 0o777).toBe(0o600);
  child.kill("SIGTERM");
  expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
});
