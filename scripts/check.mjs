import { join } from "node:path";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";
import { together } from "./together.mjs";

const bin = (name) => join(root, "node_modules/.bin", name);

/** Whatever a machine can see without running the product. */
const steps = [
  { name: "format", program: bin("oxfmt"), args: ["--check"] },
  { name: "types", program: bin("tsc"), args: ["-b"] },
  { name: "lint", program: bin("oxlint"), args: ["--type-aware", "--deny-warnings"] },
  { name: "rooms", program: process.execPath, args: ["scripts/check-rooms.mjs"] },
  { name: "unused", program: bin("knip"), args: [] },
  { name: "known weaknesses", program: process.execPath, args: ["scripts/audit.mjs"] },
];

ensureInstalled();
await together(steps, ({ name }, status) => {
  if (status === 0) return console.log(`check: ${name} ok`);
  console.error(`check: ${name} failed${typeof status === "string" ? ` (${status})` : ""}`);
  process.exitCode = 1;
});
