import { Command, CommanderError } from "commander";
import { BadEnvironment, readEnvironment } from "../config/environment.js";
import { addProbe } from "./probe/probe.command.js";
import { addKeys } from "./keys.command.js";
import { CommandRefused } from "./command-refused.js";
import { resetPasswordIn } from "./reset-password.command.js";

/** What a command sees of the process it runs in. */
export interface Surroundings {
  env: Record<string, string | undefined>;
  /** All of standard input. */
  readInput: () => string;
  print: (line: string) => void;
  complain: (line: string) => void;
}

/** Runs one command line, without program name, and answers the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  // Of a probe, 1 is an answer.
  const unable = args[0] === "leeloo" ? 2 : 1;
  try {
    let exitCode = 0;
    await leeway(surroundings, (code) => (exitCode = code)).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : unable;
    if (!(error instanceof CommandRefused || error instanceof BadEnvironment)) throw error;
    surroundings.complain(error.message);
    return error instanceof CommandRefused ? error.exitCode : unable;
  }
}

function leeway(surroundings: Surroundings, ends: (exitCode: number) => void): Command {
  const { env, readInput, print, complain } = surroundings;
  const program = new Command("npm run leeway --")
    .description("What is done beside the server, on its data folder.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => complain(text.trimEnd()) });
  program
    .command("user")
    .description("people who sign in")
    .command("reset-password")
    .description("gives a person who is locked out a new password, shows it, and ends all their sessions")
    .argument("[email]", "whose; may be left out where there is one person only")
    .option("--password-stdin", "take the new password from standard input instead of making one")
    .action(async (email: string | undefined, { passwordStdin }: { passwordStdin?: true }) => {
      const { LEEWAY_DATA_DIR } = readEnvironment(env);
      const given = passwordStdin ? readInput().replace(/\r?\n$/, "") : undefined;
      const done = await resetPasswordIn(LEEWAY_DATA_DIR, email, given);
      const opening =
        given === undefined ? `this password from now on: ${done.password}` : "the new password from now on.";
      print(`${done.email} signs in with ${opening}`);
    });
  addProbe(program.command("leeloo").description("Leeloo itself"), surroundings, ends);
  addKeys(program.command("keys").description("the keys that seal credentials"), surroundings);
  return program;
}
