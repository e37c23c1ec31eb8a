import { Command, CommanderError } from "commander";
import { StartRefused } from "../adapters/database/data-folder.js";
import { BackupRefused } from "../backup/manifest.js";
import { BadEnvironment } from "../config/environment.js";
import { addApiKeys } from "./api-keys.command.js";
import { addBackup, addRestore } from "./backup.command.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { addKeys } from "./keys.command.js";
import { addProbe } from "./probe/probe.command.js";
import { addStart } from "./start.command.js";
import type { Ends, Surroundings } from "./surroundings.js";
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
    const exitCode = codeOf(error);
    if (exitCode === undefined) throw error;
    surroundings.complain((error as Error).message);
    return exitCode;
  }
}

function codeOf(error: unknown): number | undefined {
  if (error instanceof CommandRefused) return error.exitCode;
  if (error instanceof BadEnvironment) return exitCodes.usage;
  return error instanceof BackupRefused || error instanceof StartRefused ? exitCodes.refused : undefined;
}

/** Every command that there is. */
export function programOf(surroundings: Surroundings, ends: Ends): Command {
  const { print, complain } = surroundings;
  const program = new Command("npm run leeway --")
    .description("Leeway from the command line: on its data folder, and over its API.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => complain(text.trimEnd()) })
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
