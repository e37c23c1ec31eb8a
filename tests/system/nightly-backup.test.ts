import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { command } from "./cli.js";
import { dataFolder, emptyFolder } from "./folders.js";
import type { Leeway } from "./leeway.js";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/operating.md"), "utf8");
/** The one line for a crontab on the page for whoever runs Leeway. */
const line = /^```crontab\n(.*)\n```$/m.exec(page)?.[1] ?? "";

/** As cron runs it: the five fields away, its escapes taken back, by `sh`, with hardly any environment. */
function asCron(command: string): Promise<{ code: number | null; letter: string }> {
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: emptyFolder(), SHELL: "/bin/sh" };
  const child = spawn("/bin/sh", ["-c", command.replace(/^(\S+ ){5}/, "").replaceAll("\\%", "%")], { env, cwd: "/" });
  let letter = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (letter += text.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, letter })));
}

test("the line for cron that the documents give makes a backup, replaces that of a week ago in one moment, and says nothing", async () => {
  const [data, out] = [await dataFolder("one"), emptyFolder()];
  expect(line).toMatch(/^17 3 \* \* \* cd \/opt\/leeway && /);
  const ours = line.replace("/opt/leeway", root).replace("/var/lib/leeway", data).replace("/backups/", `${out}/`);
  expect(await asCron(ours)).toEqual({ code: 0, letter: "" });
  const [name = ""] = readdirSync(out);
  expect(name).toMatch(/^leeway-[1-7]\.tar\.gz$/);
  const file = join(out, name);
  // Who copies the old one away just then has all of it.
  const first = readFileSync(file);
  const reader = await open(file);
  const { ino } = statSync(file);
  expect(await asCron(ours)).toEqual({ code: 0, letter: "" });
  expect([readdirSync(out), statSync(file).mode & 0o777]).toEqual([[name], 0o600]);
  expect(statSync(file).ino).not.toBe(ino);
  expect(await reader.readFile()).toEqual(first);
  await reader.close();
  const other = { data: emptyFolder(), origin: "" } as Leeway;
  expect(await command(other, "restore", file)).toMatchObject({ previous: null });

  // What goes wrong is a letter and a code.
  const wrong = await asCron(ours.replace(data, join(out, "nowhere")));
  expect(wrong.code).not.toBe(0);
  expect(wrong.letter).toMatch(/There is no .*leeway\.db/);
});
