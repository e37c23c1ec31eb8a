import type { Command } from "commander";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serverFolder } from "../server-folder.js";

/** `start`: the server itself, in this process; what `npm start` runs once everything is built. */
export function addStart(program: Command): void {
  program
    .command("start")
    .description("starts the server; it runs until Ctrl+C")
    .action(async () => {
      // oxlint-disable-next-line import/no-dynamic-require -- our own bundle, where this file stands
      await import(pathToFileURL(join(serverFolder, "dist/bundle/main.js")).href);
    });
}
