import "reflect-metadata";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIRST_FILE } from "../adapters/database/first-file.js";
import { migratedBytes } from "../adapters/database/migrated-bytes.js";
import { serverFolder } from "../server-folder.js";
import { bundled, compiledOf, run } from "./bundled.js";

// One of the last steps of a build: makes the database that new ones begin with, starts the server once, in a folder of its own, and
// keeps the code that V8 compiled for that.
const data = mkdtempSync(join(tmpdir(), "leeway-compile-"));
for (const name of Object.keys(process.env)) if (name.startsWith("LEEWAY_")) delete process.env[name];
Object.assign(process.env, { NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", LEEWAY_DATA_DIR: data });
process.on("exit", () => rmSync(data, { recursive: true, force: true }));

const bundles = join(serverFolder, "dist/bundle");
writeFileSync(join(bundles, FIRST_FILE), await migratedBytes());

const file = join(bundles, "server.cjs");
const script = bundled(file);
const { started } = run(script, file) as typeof import("../main.js");
await started;
writeFileSync(compiledOf(file), script.createCachedData());
process.kill(process.pid, "SIGTERM");
