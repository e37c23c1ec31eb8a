import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PNPM_VERSION, pnpm, root } from "./pnpm.mjs";

const rooms = [
  "packages/engine",
  "packages/nodes",
  "packages/api",
  "packages/leeloo-sandbox",
  "apps/server",
  "apps/editor",
];
const stampFile = join(root, "node_modules/.leeway/install");

function installStamp() {
  const hash = createHash("sha256").update(`${PNPM_VERSION} ${process.versions.modules}`);
  for (const file of [
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "package.json",
    ...rooms.map((room) => `${room}/package.json`),
  ])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Installs from the lockfile when the lockfile, a manifest, pnpm or Node's ABI has changed since the last time. */
export function ensureInstalled() {
  const stamp = installStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.log("Installing packages (the first time takes a minute or two: SQLite may have to be compiled) …");
  const code = pnpm(["install", "--frozen-lockfile"]);
  if (code !== 0) {
    console.error(
      "Installing failed. Compiling SQLite needs python3, make and a C++ compiler (Debian: apt-get install build-essential python3).",
    );
    process.exit(code);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** A hash over names and bytes of every file at or below `paths`; a path that does not exist counts as empty. */
export function sourceStamp(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path).update(readFileSync(path));
  };
  for (const path of paths) if (existsSync(path)) add(path);
  return hash.digest("hex");
}
