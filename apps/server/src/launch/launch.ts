import { join } from "node:path";
import { bundled, run } from "./bundled.js";

const file = join(import.meta.dirname, "server.cjs");
run(bundled(file), file);
