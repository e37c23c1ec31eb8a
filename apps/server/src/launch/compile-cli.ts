import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverFolder } from "../server-folder.js";
import { bundled, compiledOf, run } from "./bundled.js";

// One of the last steps of a build: asks the command line for its help once, and keeps the code that V8 compiled for that.
const file = join(serverFolder, "dist/bundle/cli.cjs");
process.argv = [process.execPath, file, "--help"];
const script = bundled(file);
const { ended } = run(script, file) as { ended: Promise<void> };
await ended;
writeFileSync(compiledOf(file), script.createCachedData());
