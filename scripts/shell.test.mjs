import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./pnpm.mjs";
import { lookIntoRooms } from "./rooms.mjs";

/** A house with the same rules, in which somebody has written what they must not. */
const house = mkdtempSync(join(tmpdir(), "leeway-house-"));
const write = (file, text) => {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), `${text}\n`);
};
beforeAll(() => {
  cpSync(join(root, ".oxlintrc.json"), join(house, ".oxlintrc.json"));
  mkdirSync(join(house, "apps/server"), { recursive: true });
  symlinkSync(join(root, "apps/server/node_modules"), join(house, "apps/server/node_modules"));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe("the rooms", () => {
  const bad = [
    [
      "runs/report.ts",
      'import { readFileSync } from "node:fs"; readFileSync("/etc/passwd");',
      "only-these-touch-files",
    ],
    ["runs/plain.ts", 'import { open } from "fs/promises"; void open("x");', "only-these-touch-files"],
    ["runs/again.ts", 'export { createReadStream } from "node:fs";', "only-these-touch-files"],
    ["runs/late.ts", 'export const read = () => import("node:fs/promises");', "only-these-touch-files"],
    ["runs/named.ts", 'export const fs = import.meta.resolve; import "node:sqlite";', "only-these-touch-files"],
    ["uploads/parts.ts", 'import { Parser } from "tar"; new Parser();', "only-these-touch-files"],
    ["editor/pages.ts", 'import files from "@fastify/static"; void files;', "only-these-touch-files"],
    ["search/other.ts", 'import Sqlite from "better-sqlite3"; new Sqlite("x");', "only-these-open-databases"],
    ["hooks/call.ts", 'import { request } from "node:https"; request("https://a.example");', "one-way-out"],
    ["hooks/client.ts", 'import { fetch } from "undici"; void fetch("https://a.example");', "one-way-out"],
    ["hooks/socket.ts", 'import { connect } from "net"; connect(1);', "one-way-out"],
    ["hooks/letter.ts", 'import mail from "nodemailer"; void mail;', "one-way-out"],
    ["runs/shell.ts", 'import { exec } from "node:child_process"; exec("ls");', "only-the-code-host-makes-processes"],
    ["runs/context.ts", 'import vm from "node:vm"; void vm;', "only-the-code-host-makes-processes"],
    [
      "runs/thread.ts",
      'import { Worker } from "node:worker_threads"; void Worker;',
      "only-the-index-the-log-and-the-update-have-threads",
    ],
    [
      "runs/load.ts",
      'import { createRequire } from "node:module"; void createRequire;',
      "only-the-launch-loads-modules-by-name",
    ],
    ["runs/hand.ts", 'import { cli } from "../cli/cli.js"; void cli;', "the-server-never-uses-the-command-line"],
    ["runs/one.ts", 'import type { Other } from "./other.js"; export type One = Other[];', "no-cycles"],
  ];
  let violations = [];
  beforeAll(async () => {
    for (const [file, text] of bad) write(`apps/server/src/${file}`, text);
    write("apps/server/src/cli/cli.ts", "export const cli = 1;");
    // What may be: a type alone, a test, the file that is named.
    write("apps/server/src/runs/type.ts", 'import type { Stats } from "node:fs"; export type Of = Stats;');
    write("apps/server/src/runs/some.test.ts", 'import { rmSync } from "node:fs"; rmSync("x");');
    write("apps/server/src/uploads/upload-folder.ts", 'import { open } from "node:fs/promises"; void open("x");');
    write("apps/server/src/runs/other.ts", 'import type { One } from "./one.js"; export interface Other { of: One }');
    write("packages/nodes/src/node.ts", "export const node = 1;");
    ({ violations } = await lookIntoRooms(house));
  });
  const ofFile = (file) => violations.filter((one) => one.includes(`apps/server/src/${file} `));

  test.each(bad)("%s is found: %s", (file, _text, rule) => {
    expect(ofFile(file).map((one) => one.split(":")[0])).toContain(rule);
  });
  test.each(["runs/type.ts", "runs/some.test.ts", "uploads/upload-folder.ts"])("%s may", (file) => {
    expect(ofFile(file)).toEqual([]);
  });
});

describe("the linter", () => {
  const lint = (file, text) => {
    write(file, text);
    const run = spawnSync(join(root, "node_modules/.bin/oxlint"), ["--deny-warnings", file], { cwd: house });
    rmSync(join(house, file));
    return { exit: run.status, said: String(run.stdout) };
  };
  const bad = [
    ["no-eval", "export const of = (text: string) => eval(text);"],
    ["no-eval", "export const of = (text: string) => globalThis.eval(text);"],
    ["no-restricted-globals", "export const of = (text: string) => (0, eval)(text);"],
    ["no-new-func", "export const of = (text: string) => new Function(text);"],
    ["no-restricted-globals", "const Maker = Function; export const of = (text: string) => Maker(text);"],
    ["no-restricted-properties", "export const of = (text: string) => globalThis.Function(text);"],
    ["no-restricted-globals", "export const of = (url: string) => fetch(url);"],
    ["no-restricted-properties", "export const of = (url: string) => globalThis.fetch(url);"],
    ["no-restricted-globals", "export const of = (url: string) => new WebSocket(url);"],
    ["no-restricted-properties", 'export const fs = process.getBuiltinModule("node:fs");'],
    ["no-restricted-globals", 'export const fs = require("node:fs");'],
    ["no-dynamic-require", "export const of = (name: string) => import(name);"],
  ];
  test.each(bad)("%s finds %s", (rule, text) => {
    for (const file of ["apps/server/src/runs/bad.ts", "packages/nodes/src/bad.ts"]) {
      const { exit, said } = lint(file, text);
      expect([exit, said.includes(`(${rule})`)], said).toEqual([1, true]);
    }
  });
  test("lets the editor ask its server in one place", () => {
    const asks = 'export const ask = () => fetch("/api/v1/me");';
    expect(lint("apps/editor/src/api/ask.ts", asks).exit).toBe(0);
    expect(lint("apps/editor/src/canvas/ask.ts", asks).exit).toBe(1);
  });
});
