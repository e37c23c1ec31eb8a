import { cruise } from "dependency-cruiser";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

const config = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));
const { output } = await cruise(["apps", "packages"], {
  ...config.options,
  ruleSet: { forbidden: config.forbidden },
  validate: true,
  baseDir: root,
});
const { totalCruised, totalDependenciesCruised, violations } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
// A parser that reads nothing finds nothing: with TypeScript 7 the default one does, and reports success.
if (totalCruised < 25 || totalDependenciesCruised < 25) {
  console.error(
    `check-rooms read only ${totalCruised} modules and ${totalDependenciesCruised} imports: it cannot have seen the house`,
  );
  process.exit(1);
}
console.log(
  `${totalCruised} modules, ${totalDependenciesCruised} imports, ${violations.length} against the rules of the house`,
);
process.exit(violations.length === 0 ? 0 : 1);
