import { join } from "node:path";
import { bundled, run } from "./bundled.js";

const file = join(import.meta.dirname, "cli.cjs");
run(bundled(file), file);
