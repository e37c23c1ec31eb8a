import { roles } from "@leeway/api";
import { Option, type Command } from "commander";
import { folderEnvironment } from "./data-folder-env.js";
import { endSessionsOf } from "./end-sessions.command.js";
import { createUserIn, listUsersIn } from "./people-in-folder.js";
import { removeUserIn, type EndKeys } from "./remove-user.js";
import { resetPasswordIn } from "./reset-password.command.js";
import { resetSecondFactorIn } from "./reset-second-factor.command.js";
import { JSON_OPTION, tell, type Surroundings } from "./surroundings.js";

interface CreateOptions {
  name?: string;
  role: string;
  workspace?: string;
  passwordStdin?: true;
  json?: true;
}

interface RemoveOptions {
  endKeys: EndKeys;
  workspace?: string;
  json?: true;
}

/** `user …`: people who sign in. All of it works while the server runs, or not. */
export function addUsers(program: Command, surroundings: Surroundings): void {
  const user = program.command("user").description("people who sign in; works while the server runs, or not");
  const folder = () => folderEnvironment(surroundings.env).LEEWAY_DATA_DIR;
  const given = (fromInput: true | undefined) =>
    fromInput ? surroundings.readInput().replace(/\r?\n$/, "") : undefined;
  user
    .command("list")
    .description("who has an account, and where with which role")
    .option(...JSON_OPTION)
    .action(async ({ json }: { json?: true }) => {
      const people = await listUsersIn(folder());
      const width = Math.max(0, ...people.map(({ email }) => email.length));
      const lines = people.map(({ email, name, workspaces }) => {
        const where = workspaces.map((one) => `${one.role} of ${one.name} (${one.id})`).join(", ");
        return `${email.padEnd(width)}  ${name}  ${where}`.trimEnd();
      });
      tell(surroundings, json, people, lines.join("\n") || "Nobody has an account yet.");
    });
  user
    .command("create")
    .description("makes an account and shows its password")
    .argument("<email>", "with which the person signs in")
    .option("--name <name>", "as others see them; else the e-mail")
    .option("--role <role>", `what they may do: ${roles.join(", ")}`, "editor")
    .option("--workspace <id>", "where; may be left out where there is one only")
    .option("--password-stdin", "take the password from standard input instead of making one")
    .option(...JSON_OPTION)
    .action(async (email: string, { json, passwordStdin, ...wish }: CreateOptions) => {
      const made = await createUserIn(folder(), { email, ...wish }, given(passwordStdin));
      tell(surroundings, json, shown(made, passwordStdin), sayPassword(made, passwordStdin));
    });
  user
    .command("remove")
    .description("takes a person out of a workspace, and ends API keys that they made; the account stays")
    .argument("<email>", "whose")
    .option("--workspace <id>", "out of which; may be left out where there is one only")
    .addOption(
      new Option("--end-keys <which>", "which of their keys end with them; unused: those that no program uses")
        .choices(["unused", "all", "none"])
        .default("unused"),
    )
    .option(...JSON_OPTION)
    .action(async (email: string, { json, workspace, endKeys }: RemoveOptions) => {
      const done = await removeUserIn(folder(), { email, endKeys, ...(workspace !== undefined && { workspace }) });
      const goOn = done.keptKeys.length === 0 ? [] : [`API keys of theirs that go on: ${done.keptKeys.join(", ")}.`];
      tell(surroundings, json, done, [`${done.email} is out of ${done.workspace}.`, ...goOn].join("\n"));
    });
  user
    .command("reset-password")
    .description("gives a person who is locked out a new password, shows it, and ends all their sessions")
    .argument("[email]", "whose; may be left out where there is one person only")
    .option("--password-stdin", "take the new password from standard input instead of making one")
    .option(...JSON_OPTION)
    .action(async (email: string | undefined, { passwordStdin, json }: { passwordStdin?: true; json?: true }) => {
      const done = await resetPasswordIn(folder(), email, given(passwordStdin));
      tell(surroundings, json, shown(done, passwordStdin), sayPassword(done, passwordStdin));
    });
  user
    .command("end-sessions")
    .description("signs a person out everywhere, e.g. when a computer of theirs was stolen")
    .argument("<email>", "whose")
    .option(...JSON_OPTION)
    .action(async (email: string, { json }: { json?: true }) => {
      const done = await endSessionsOf(folder(), email);
      tell(surroundings, json, done, `${done.email} is signed out everywhere (sessions: ${done.ended}).`);
    });
  user
    .command("reset-second-factor")
    .description("takes the second step away from a person who has lost phone and codes, and ends all their sessions")
    .argument("<email>", "whose")
    .option(...JSON_OPTION)
    .action(async (email: string, { json }: { json?: true }) => {
      const done = await resetSecondFactorIn(folder(), email);
      tell(surroundings, json, { email: done }, `${done} signs in with the password alone from now on.`);
    });
}

interface Done {
  email: string;
  password: string;
}

/** Who gave the password knows it. */
const shown = ({ password, ...rest }: Done, given: true | undefined) => (given ? rest : { ...rest, password });

const sayPassword = ({ email, password }: Done, given: true | undefined) =>
  `${email} signs in with ${given ? "the new password from now on." : `this password from now on: ${password}`}`;
