import { Command, CommanderError } from "commander";
import { addApiKeys } from "./api-keys.command.js";
import { ownVersion } from "../server-folder.js";
import { addBackup, addRestore } from "./backup.command.js";
import { exitCodes } from "./exit-codes.js";
import { addKeys } from "./keys.command.js";
import { addProbe } from "./probe/probe.command.js";
import { addStart } from "./start.command.js";
import type { Ends, Surroundings } from "./surroundings.js";
import { toldOf } from "./told-failure.js";
import { addUsers } from "./user.command.js";
import { addWorkflows } from "./workflow.command.js";
import { addWorkspaces } from "./workspace.command.js";

/** Runs one command line, without program name, and answers the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    let exitCode: number = exitCodes.done;
    await programOf(surroundings, (code) => (exitCode = code)).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { message, exitCode } = toldOf(error);
    surroundings.complain(message);
    return exitCode;
  }
}

/** Every command that there is. */
export function programOf(surroundings: Surroundings, ends: Ends): Command {
  const { print, complain } = surroundings;
  const program = new Command("npm run leeway --")
    .description("Leeway from the command line: on its data folder, and over its API.")
    .version(ownVersion(), "--version", "says which Leeway this is")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
      // In one line, with what to do.
      outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}. Add --help to see what there is.`),
    })
    .configureHelp({ sortSubcommands: false });
  addStart(program);
  addBackup(program, surroundings);
  addRestore(program, surroundings);
  addUsers(program, surroundings);
  addApiKeys(program, surroundings);
  addWorkflows(program, surroundings, ends);
  addWorkspaces(program, surroundings);
  addProbe(program.command("leeloo").description("Leeloo itself"), surroundings, ends);
  addKeys(program.command("keys").description("the keys that seal credentials"), surroundings);
  return program;
}
