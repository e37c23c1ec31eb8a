import { LARGEST_WORKSPACE_FILE, type ImportOutcome, type ImportReport, type WorkspaceFile } from "@leeway/api";
import { Option, type Command } from "commander";
import { ApiServer } from "./api-server.js";
import { asking, writeJson, type AskingOptions } from "./asking.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { readJson, saidName } from "./json-input.js";
import { tell, type Surroundings } from "./surroundings.js";

type Choice = "mine" | "theirs" | "both";
type ImportOptions = AskingOptions &
  Partial<Record<"labels" | "variables" | "fields" | "credentials" | "workflows", Choice>> & {
    dryRun?: true;
    workflow: string[];
  };

const choices: readonly string[] = ["mine", "theirs", "both"] satisfies Choice[];
const each = (value: string, before: string[]): string[] => [...before, value];

/** What is said of single workflows, by their ids in the file. */
function singles(wishes: readonly string[], file: unknown): Record<string, string> {
  const known = (file as Partial<WorkspaceFile> | null)?.workflows;
  const all = Array.isArray(known) ? known : [];
  const pairs = wishes.flatMap((wish) => {
    const at = wish.lastIndexOf("=");
    const [name, wanted] = [wish.slice(0, at), wish.slice(at + 1)];
    if (at < 1 || !choices.includes(wanted))
      throw new CommandRefused(`--workflow ${wish}: say NAME=CHOICE, with ${choices.join(", ")}.`, exitCodes.usage);
    const found = all.filter((one) => one.id === name || one.document?.name === name);
    if (found.length === 0)
      throw new CommandRefused(`--workflow ${wish}: the file has no such workflow.`, exitCodes.notFound);
    return found.map((one) => [one.id, wanted] as const);
  });
  return Object.fromEntries(pairs);
}

const choice = (kind: string, most: readonly Choice[], usual: Choice) =>
  new Option(`--${kind} <choice>`, `of ${kind} that are there by the same name`).choices(most).default(usual);

/** `workspace …`: a whole workspace as a file, over the API of a running server. */
export function addWorkspaces(program: Command, surroundings: Surroundings): void {
  const workspace = program
    .command("workspace")
    .description("the whole workspace of an API key as a file, without secrets and without what is about people");
  asking(workspace.command("export").description("writes settings, values, credentials without secrets, and workflows"))
    .argument("<file>", "the file to write, e.g. workspace.json; - is standard output")
    .action(async (file: string, options: AskingOptions) => {
      const taken = await new ApiServer(surroundings, options).ask<WorkspaceFile>("GET", "/workspace/export");
      writeJson(file, taken, surroundings);
      if (file === "-") return;
      const { name } = taken.settings;
      const told = { file, name, workflows: taken.workflows.length, credentials: taken.credentials.length };
      tell(surroundings, options.json, told, `${name} is in ${file}, with ${told.workflows} workflows and no secrets.`);
    });
  asking(workspace.command("import").description("takes such a file in: workflows as drafts, all of it or nothing"))
    .argument("<file>", "what `export` wrote; - reads standard input")
    .option("--dry-run", "only say what would be")
    .addOption(choice("labels", ["mine", "theirs"], "mine"))
    .addOption(choice("variables", ["mine", "theirs"], "mine"))
    .addOption(choice("fields", ["mine", "theirs"], "mine"))
    .addOption(choice("credentials", ["mine", "both"], "mine"))
    .addOption(choice("workflows", ["mine", "theirs", "both"], "both"))
    .option(
      "--workflow <name=choice>",
      "of one workflow, by its name or id in the file; can be said several times",
      each,
      [],
    )
    .action(async (from: string, { dryRun, json, url, keyFile, workflow, ...choices }: ImportOptions) => {
      const server = new ApiServer(surroundings, { ...(url && { url }), ...(keyFile && { keyFile }) });
      const file = readJson(from, surroundings, LARGEST_WORKSPACE_FILE);
      const body = { file, choices, perWorkflow: singles(workflow, file), dryRun: dryRun === true };
      const report = await server.ask<ImportReport>("POST", "/workspace/import", body).catch((error: unknown) => {
        throw error instanceof CommandRefused
          ? new CommandRefused(`${saidName(from)}: ${error.message}`, error.exitCode, { cause: error })
          : error;
      });
      tell(surroundings, json, report, lines(report).join("\n"));
    });
}

const outcomeWords: Record<ImportOutcome, string> = {
  made: "new",
  same: "there already, alike",
  kept: "there already, left as it is",
  replaced: "replaced",
  renamed: "new, under another name",
  left: "left out",
};

function lines({ dryRun, labels, variables, fields, credentials, workflows }: ImportReport): string[] {
  const plain = Object.entries({ label: labels, variable: variables, field: fields }).flatMap(([kind, all]) =>
    all.map(({ name, outcome }) => `${kind}  ${name}: ${outcomeWords[outcome]}`),
  );
  const named = [
    ...credentials.map(
      ({ as, outcome, needsSecret }) =>
        `credential  ${as}: ${outcomeWords[outcome]}${needsSecret ? "; its secret is to be entered" : ""}`,
    ),
    ...workflows.map(({ as, outcome, problemCount, keptAs }) => {
      const kept = keptAs === undefined ? "" : `; the draft that was here is version ${keptAs}`;
      const more = problemCount > 0 ? `; ${problemCount} problems before it can be published` : "";
      return `workflow  ${as}: ${outcomeWords[outcome]}${kept}${more}`;
    }),
  ];
  return [...plain, ...named, dryRun ? "Nothing was changed: this was a dry run." : "All of it is taken in."];
}
