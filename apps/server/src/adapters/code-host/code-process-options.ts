import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";

const packages = ["quickjs-emscripten-core", "@jitl/quickjs-wasmfile-release-sync"];

/**
 * Flags of Node for a process without files to write, without children and threads, that reads nothing but its own
 * program. Network is not among what Node can forbid (`without-network.ts`).
 */
export function flagsFor(file: string): string[] {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const stable = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  const readable = [join(dirname(file), "*"), ...programPaths(file)];
  return [
    stable ? "--permission" : "--experimental-permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    "--max-old-space-size=64",
    "--disable-proto=delete",
    "--no-warnings",
  ];
}

/** Where the packages lie, those that they use along with them. */
function programPaths(file: string): string[] {
  const require = createRequire(file);
  const paths = new Set<string>();
  for (const name of packages) {
    const found = realpathSync(require.resolve(name));
    paths.add(join(found.slice(0, found.indexOf(IN_MODULES) + IN_MODULES.length), "*"));
  }
  // Node follows the links of the server's own packages, and looks beside and above the program for its kind.
  const server = dirname(file).split(`${sep}dist${sep}`)[0] ?? dirname(file);
  return [...paths, join(server, "node_modules", "*"), join(server, "package.json")];
}

const IN_MODULES = `${sep}node_modules${sep}`;
