import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./pnpm.mjs";
import { ensureInstalled, sourceStamp } from "./prepare.mjs";
import { spawnServer } from "./server-process.mjs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Leeway needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const bin = (name) => join(root, "node_modules/.bin", name);
const packages = ["packages/engine", "packages/nodes", "packages/api", "packages/leeloo-sandbox"];
const builds = [
  {
    name: "server",
    sources: [...packages, "apps/server"],
    result: "apps/server/dist/bundle/main.js",
    commands: [
      [bin("tsc"), ["-b", "apps/server"], root],
      [
        join(root, "apps/server/node_modules/.bin/rolldown"),
        ["--config", "--logLevel", "warn"],
        join(root, "apps/server"),
        // Its list of files is for nobody; what is wrong it says on the other stream.
        ["ignore", "ignore", "inherit"],
      ],
      // It starts the server once, whose log says something only where that fails.
      [process.execPath, ["apps/server/dist/launch/compile.js"], root, ["ignore", "ignore", "pipe"]],
      [process.execPath, ["apps/server/dist/launch/compile-cli.js"], root, ["ignore", "ignore", "inherit"]],
    ],
  },
  {
    name: "editor",
    sources: [...packages.slice(0, 3), "apps/editor"],
    result: "apps/editor/dist/index.html",
    commands: [
      [join(root, "apps/editor/node_modules/.bin/vite"), ["build", "--logLevel", "warn"], join(root, "apps/editor")],
    ],
  },
];

/** Builds what has changed since its last build; the others are skipped. */
function build({ name, sources, result, commands }) {
  const stampFile = join(root, `node_modules/.leeway/build-${name}`);
  const stamp =
    sourceStamp(
      sources.flatMap((folder) => [
        join(root, folder, "src"),
        join(root, folder, "package.json"),
        join(root, folder, "index.html"),
        join(root, folder, "vite.config.ts"),
        join(root, folder, "rolldown.config.mjs"),
      ]),
    ) + process.version;
  if (existsSync(join(root, result)) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.log(`Building the ${name} …`);
  for (const [program, args, cwd, stdio = "inherit"] of commands) {
    const run = spawnSync(program, args, { cwd, stdio });
    if (run.status === 0) continue;
    if (run.stderr) process.stderr.write(run.stderr);
    process.exit(run.status ?? 1);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

ensureInstalled();
for (const one of builds) build(one);
// Tests and the bench build with this script and start servers of their own.
if (!process.argv.includes("--build-only")) {
  const server = spawnServer({ env: process.env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
