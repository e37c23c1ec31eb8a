import { roles } from "@leeway/api";
import { Option, type Command } from "commander";
import { Settings } from "../config/settings.js";
import { folderEnvironment } from "./data-folder-env.js";
import { deleteUserIn } from "./delete-user.js";
import { endSessionsOf } from "./end-sessions.command.js";
import { createUserIn, listUsersIn } from "./people-in-folder.js";
import { removeUserIn, type EndKeys } from "./remove-user.js";
import { resetLinkIn, resetPasswordIn, type LinkMade } from "./reset-password.command.js";
import { resetSecondFactorIn } from "./reset-second-factor.command.js";
import { inputText, JSON_OPTION, tell, type Surroundings } from "./surroundings.js";

interface PasswordOptions {
  password?: true;
  passwordStdin?: true;
  json?: true;
}
interface CreateOptions extends PasswordOptions {
  name?: string;
  role: string;
  workspace?: string;
}

const PASSWORD = ["--password", "make a password and show it, instead of a link"] as const;
const PASSWORD_STDIN = ["--password-stdin", "take the password from standard input, instead of a link"] as const;

interface RemoveOptions {
  endKeys: EndKeys;
  workspace?: string;
  json?: true;
}

/** `user …`: people who sign in. All of it works while the server runs, or not. */
export function addUsers(program: Command, surroundings: Surroundings): void {
  const user = program.command("user").description("people who sign in; works while the server runs, or not");
  const folder = () => folderEnvironment(surroundings.env).LEEWAY_DATA_DIR;
  const publicUrl = () => new Settings(folderEnvironment(surroundings.env), "").publicUrl;
  const given = (fromInput: true | undefined) =>
    fromInput ? inputText(surroundings).replace(/\r?\n$/, "") : undefined;
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
    .description("makes an account and shows a link, good once within a day, by which the person sets their password")
    .argument("<email>", "with which the person signs in")
    .option("--name <name>", "as others see them; else the e-mail")
    .option("--role <role>", `what they may do: ${roles.join(", ")}`, "editor")
    .option("--workspace <id>", "where; may be left out where there is one only")
    .option(...PASSWORD)
    .option(...PASSWORD_STDIN)
    .option(...JSON_OPTION)
    .action(async (email: string, { json, password, passwordStdin, ...wish }: CreateOptions) => {
      const told = password === true || passwordStdin === true;
      const first = told ? { password: given(passwordStdin) } : { publicUrl: publicUrl() };
      const made = await createUserIn(folder(), { email, ...wish }, first);
      tell(
        surroundings,
        json,
        shown(made, passwordStdin),
        "url" in made ? sayLink(made) : sayPassword(made, passwordStdin),
      );
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
    .command("delete")
    .description("deletes a person's account for good: all that lets them in, and their place in every workspace")
    .argument("<email>", "whose")
    .option(...JSON_OPTION)
    .action(async (email: string, { json }: { json?: true }) => {
      const done = await deleteUserIn(folder(), email);
      tell(surroundings, json, { email: done }, `${done} has no account here any more.`);
    });
  user
    .command("reset-password")
    .description(
      "shows a link, good once within a day, by which a person who is locked out sets a new password; their sessions end when they do",
    )
    .argument("[email]", "whose; may be left out where there is one person only")
    .option(...PASSWORD)
    .option(...PASSWORD_STDIN)
    .option(...JSON_OPTION)
    .action(async (email: string | undefined, { password, passwordStdin, json }: PasswordOptions) => {
      if (!password && !passwordStdin) {
        const made = await resetLinkIn(folder(), email, publicUrl());
        return tell(surroundings, json, made, sayLink(made));
      }
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
const shown = (made: Partial<Done>, given: true | undefined) => (given ? { ...made, password: undefined } : made);

const sayLink = ({ email, url }: LinkMade) => `By this link ${email} sets their password, once within a day: ${url}`;

const sayPassword = ({ email, password }: Done, given: true | undefined) =>
  `${email} signs in with ${given ? "the new password from now on." : `this password from now on: ${password}`}`;
