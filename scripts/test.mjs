import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";

ensureInstalled();
const jest = spawnSync(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(root, "node_modules/jest/bin/jest.js"),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: "inherit",
  },
);
process.exit(jest.status ?? 1);
