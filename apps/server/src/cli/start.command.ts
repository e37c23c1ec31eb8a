import type { Command } from "commander";
import { join } from "node:path";
import { runServer } from "../launch/run-server.js";
import { serverFolder } from "../server-folder.js";

/** `start`: the server itself, in this process; what `npm start` runs once everything is built. */
export function addStart(program: Command): void {
  program
    .command("start")
    .description("starts the server; it runs until Ctrl+C")
    .action(() => runServer(join(serverFolder, "dist/bundle/server.cjs")));
}
