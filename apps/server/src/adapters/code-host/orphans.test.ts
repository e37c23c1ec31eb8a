import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventually } from "../../testing/eventually.js";
import { isAlive } from "./testing/is-alive.js";
import { endsWithTheServer } from "./with-the-server.js";

const built = join(import.meta.dirname, "../../../dist/adapters/code-host");
const server = join(import.meta.dirname, "testing/mortal-server.mjs");

/** Whether the processes in which a server has code computed are there before it is killed, and waits until they are gone. */
async function killed(way: "as it is" | "bare", source: string) {
  const dying = spawn(process.execPath, [server, way, built, source]);
  const [told] = (await once(dying.stdout, "data")) as [Buffer];
  const pids = told.toString().trim().split(",").map(Number);
  expect(pids.map(isAlive)).toEqual([true]);
  dying.kill("SIGKILL");
  try {
    await eventually("the end of its processes", () => !pids.some(isAlive));
  } finally {
    for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
  }
}

describe("code that never ends is gone with a server that is killed:", () => {
  test.each([
    ["a loop", "for (;;);"],
    ["a caught end", "for (;;) try { for (;;); } catch {}"],
    ["promises", "for (;;) await null;"],
    ["a regular expression", "return /(a+)+$/.test('a'.repeat(60) + 'b');"],
  ])("%s, on any system", (_what, source) => killed("bare", source));

  // Where the system ends nothing together with us, such a call goes on: the decision says so.
  test.runIf(endsWithTheServer() || process.env["CI"])("one call of the language, within which nothing is asked", () =>
    killed("as it is", "return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);"),
  );
});
