import { createServer } from "node:http";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A registry that knows a weakness of what it is told to. */
let known = {};
let status = 200;
const registry = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(request.url.endsWith("/advisories/bulk") ? status : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(known));
  });
});
beforeAll(() => new Promise((resolve) => registry.listen(0, "127.0.0.1", resolve)));
afterAll(() => registry.close());

const module = JSON.stringify(join(import.meta.dirname, "audit.mjs"));
/** In a process of its own: pnpm is waited for, and the registry has to answer it meanwhile. */
const audit = () =>
  new Promise((resolve) => {
    const url = `http://127.0.0.1:${registry.address().port}/`;
    const code = `import { audit } from ${module}; process.exit(audit(["--registry", ${JSON.stringify(url)}]))`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code]);
    let said = "";
    child.stdout.on("data", (piece) => (said += piece));
    child.on("close", (exit) => resolve({ exit, said }));
  });
const weakness = (severity) => [
  {
    id: 1,
    url: "https://example.com/1",
    title: "Reads what it should not",
    severity,
    vulnerable_versions: "<999.0.0",
    cwe: [],
  },
];

test("a known weakness of what the server uses fails the check, and the package is named", async () => {
  known = { fastify: weakness("high") };
  const { exit, said } = await audit();
  expect([exit, said.includes("fastify"), said.includes("Reads what it should not")]).toEqual([1, true, true]);
});

test("nothing known, something slight, and a registry that does not say are no failure", async () => {
  known = {};
  expect(await audit()).toMatchObject({ exit: 0 });
  known = { fastify: weakness("low") };
  expect(await audit()).toMatchObject({ exit: 0 });
  status = 405;
  expect(await audit()).toMatchObject({ exit: 0 });
});
