import { cruise } from "dependency-cruiser";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

/** Holds the rules of `.dependency-cruiser.cjs` against the rooms below a folder. */
export async function lookIntoRooms(baseDir) {
  const config = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));
  const { output } = await cruise(["apps", "packages"], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    baseDir,
  });
  const { totalCruised, totalDependenciesCruised, violations } = output.summary;
  return {
    modules: totalCruised,
    imports: totalDependenciesCruised,
    violations: violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}
