import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const module = JSON.stringify(join(import.meta.dirname, "together.mjs"));

/**
 * Runs pieces of code as programs that can give each other signs; answers the lines that are said, and how each program
 * ended. Each line that has come here is a sign, too.
 */
async function together(...pieces) {
  const folder = mkdtempSync(join(tmpdir(), "leeway-together-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const words = `const { existsSync, writeFileSync } = require("node:fs");
    const folder = ${JSON.stringify(folder)};
    const sign = (name) => writeFileSync(folder + "/" + name, "");
    // A test that fails takes the folder away, and nobody waits on.
    const seen = async (name) => {
      while (existsSync(folder) && !existsSync(folder + "/" + name)) await new Promise((resolve) => setTimeout(resolve, 5));
    };`;
  const parts = pieces.map((piece, place) => ({
    name: `${place}`,
    program: piece === undefined ? join(folder, "nothing") : process.execPath,
    args: ["--eval", `${words}(async () => { ${piece} })();`],
  }));
  const code = `import { together } from ${module};
    await together(${JSON.stringify(parts)}, ({ name }, status) => console.log(name, "ended with", status));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code]);
  let said = "";
  let complaints = "";
  child.stdout.on("data", (bytes) => {
    said += bytes;
    for (const line of said.split("\n")) if (/^\w+$/.test(line)) writeFileSync(join(folder, line), "");
  });
  child.stderr.on("data", (bytes) => (complaints += bytes));
  await new Promise((resolve) => child.on("close", resolve));
  return { said: said.trim().split("\n"), complaints };
}

test("programs run at once: each sees the other", async () => {
  const { said } = await together(`sign("a"); await seen("b");`, `sign("b"); await seen("a");`);
  expect(said).toEqual(["0 ended with 0", "1 ended with 0"]);
});

test("what they say comes in their order, whoever is first", async () => {
  const { said, complaints } = await together(
    `await seen("b"); console.log("first");`,
    `console.log("second"); console.error("and this"); sign("b");`,
    `console.log("third");`,
  );
  expect(said).toEqual(["first", "0 ended with 0", "second", "1 ended with 0", "third", "2 ended with 0"]);
  expect(complaints).toBe("and this\n");
});

test("whose turn has come is heard at once", async () => {
  const { said } = await together("", `console.log("second"); await seen("second"); console.log("heard");`);
  expect(said).toEqual(["0 ended with 0", "second", "heard", "1 ended with 0"]);
});

test("a failure, a signal and a program that is not there are told, and the others go on", async () => {
  const { said } = await together(
    `process.exit(3);`,
    `process.kill(process.pid, "SIGKILL");`,
    undefined,
    `console.log("done");`,
  );
  expect(said).toEqual([
    "0 ended with 3",
    "1 ended with SIGKILL",
    expect.stringMatching(/^2 ended with Error: spawn .*ENOENT$/),
    "done",
    "3 ended with 0",
  ]);
});
