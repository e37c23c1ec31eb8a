import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  callTables,
  commandTables,
  environmentTable,
  exitCodeTable,
  functionTables,
  made,
  permissionTable,
  plain,
  remade,
  whoMayBy,
} from "./docs/tables.mjs";
import { controllersBelow } from "./docs/controllers.mjs";
import { root } from "./pnpm.mjs";

/** Writes the tables of README.md and of docs/expressions.md, api.md, permissions.md and cli.md anew from what the code says. */
const build = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--build-only"], { stdio: "inherit" });
if (build.status !== 0) process.exit(build.status ?? 1);
const { environmentVariables } = await import("../apps/server/dist/config/environment.js");
const { routes } = await import("../apps/server/dist/openapi/routes.js");
const { routeRules } = await import("../apps/server/dist/accounts/route-rules.js");
const api = await import("../packages/api/dist/index.js");
const { programOf } = await import("../apps/server/dist/cli/commands.js");
const { exitCodes, exitCodeWords } = await import("../apps/server/dist/cli/exit-codes.js");
const { functionTable, signatureOf } = await import("../packages/engine/dist/index.js");

function write(path, name, content) {
  const file = join(root, path);
  const before = readFileSync(file, "utf8");
  const isTrue = plain(made(before, name)) === plain(content);
  if (!isTrue) {
    writeFileSync(file, remade(before, name, content));
    spawnSync(join(root, "node_modules/.bin/oxfmt"), [file], { cwd: root });
  }
  console.log(`${path}: ${isTrue ? "is true" : "written"}`);
}
write("README.md", "settings", environmentTable(environmentVariables));
write("docs/expressions.md", "functions", functionTables(functionTable, signatureOf));
write(
  "docs/api.md",
  "calls",
  callTables(routes, routeRules(await controllersBelow("apps/server/dist")), whoMayBy(api)),
);
write("docs/permissions.md", "permissions", permissionTable(api));
write("docs/cli.md", "commands", commandTables(programOf({ env: {} }, () => {})));
write("docs/cli.md", "exit codes", exitCodeTable(exitCodes, exitCodeWords));
