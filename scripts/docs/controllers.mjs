import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../pnpm.mjs";

/** The classes of all controllers below a folder of the repository, built or not, for what their decorators say. */
export async function controllersBelow(folder) {
  const files = readdirSync(join(root, folder), { recursive: true }).filter((file) =>
    /\.controller\.[jt]s$/.test(file),
  );
  const modules = await Promise.all(files.map((file) => import(join(root, folder, file))));
  return modules.flatMap((module) => Object.values(module).filter((one) => typeof one === "function"));
}
