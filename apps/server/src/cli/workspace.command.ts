import type { ImportOutcome, ImportReport, WorkspaceFile } from "@leeway/api";
import { Option, type Command } from "commander";
import { ApiServer } from "./api-server.js";
import { asking, writeJson, type AskingOptions } from "./asking.js";
import { readJson } from "./json-input.js";
import { tell, type Surroundings } from "./surroundings.js";

type Choice = "mine" | "theirs" | "both";
type ImportOptions = AskingOptions &
  Partial<Record<"labels" | "variables" | "fields" | "credentials" | "workflows", Choice>> & { dryRun?: true };

const choice = (kind: string, most: readonly Choice[], usual: Choice) =>
  new Option(`--${kind} <choice>`, `of ${kind} that are there by the same name`).choices(most).default(usual);

/** `workspace …`: a whole workspace as a file, over the API of a running server. */
export function addWorkspaces(program: Command, surroundings: Surroundings): void {
  const workspace = program
    .command("workspace")
    .description("the whole workspace of an API key as a file, without secrets and without what is about people");
  asking(workspace.command("export").description("writes settings, values, credentials without secrets, and workflows"))
    .argument("<file>", "the file to write, e.g. workspace.json")
    .action(async (file: string, options: AskingOptions) => {
      const taken = await new ApiServer(surroundings, options).ask<WorkspaceFile>("GET", "/workspace/export");
      writeJson(file, taken, surroundings);
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
    .action(async (from: string, { dryRun, json, url, keyFile, ...choices }: ImportOptions) => {
      const server = new ApiServer(surroundings, { ...(url && { url }), ...(keyFile && { keyFile }) });
      const file = readJson(from, surroundings);
      const body = { file, choices, dryRun: dryRun === true };
      const report = await server.ask<ImportReport>("POST", "/workspace/import", body);
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
    ...workflows.map(({ as, outcome, problems }) => {
      const more = problems.length > 0 ? `; ${problems.length} problems before it can be published` : "";
      return `workflow  ${as}: ${outcomeWords[outcome]}${more}`;
    }),
  ];
  return [...plain, ...named, dryRun ? "Nothing was changed: this was a dry run." : "All of it is taken in."];
}
