import { fileURLToPath } from "node:url";
import { pnpm } from "./pnpm.mjs";

/**
 * Asks the registry for known weaknesses of what is installed with Leeway (what only its tests use is left out). Fails on
 * those that are at least moderate. Where the registry does not answer the question, a line says so and nothing fails: a
 * check that needs the network would be red for reasons that have nothing to do with the change.
 */
export function audit(more = [], options = {}) {
  const asked = ["audit", "--prod", "--audit-level", "moderate", "--ignore-registry-errors", ...more];
  return pnpm(asked, options);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(audit());
