import { Command } from "commander";
import { readFileSync } from "node:fs";
import { BadEnvironment, readEnvironment } from "../config/environment.js";
import { CommandRefused } from "./command-refused.js";
import { resetPasswordIn } from "./reset-password.command.js";

const program = new Command("npm run leeway --").description("What is done beside the server, on its data folder.");

program
  .command("user")
  .description("people who sign in")
  .command("reset-password")
  .description("gives a person who is locked out a new password, shows it, and ends all their sessions")
  .argument("[email]", "whose; may be left out where there is one person only")
  .option("--password-stdin", "take the new password from standard input instead of making one")
  .action(async (email: string | undefined, { passwordStdin }: { passwordStdin?: true }) => {
    const { LEEWAY_DATA_DIR } = readEnvironment(process.env);
    const given = passwordStdin ? readFileSync(0, "utf8").replace(/\r?\n$/, "") : undefined;
    const done = await resetPasswordIn(LEEWAY_DATA_DIR, email, given);
    console.log(
      given === undefined
        ? `${done.email} signs in with this password from now on: ${done.password}`
        : `${done.email} signs in with the new password from now on.`,
    );
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandRefused || error instanceof BadEnvironment)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
