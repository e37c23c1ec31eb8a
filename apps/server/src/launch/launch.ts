import { join } from "node:path";
import { runServer } from "./run-server.js";

runServer(join(import.meta.dirname, "server.cjs"));
