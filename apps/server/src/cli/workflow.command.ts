import type { Workflow, WorkflowListItem } from "@leeway/api";
import type { Command } from "commander";
import { ApiServer } from "./api-server.js";
import { asking, writeJson, type AskingOptions as Options } from "./asking.js";
import { readJson } from "./json-input.js";
import { addRun } from "./run.command.js";
import { tell, type Ends, type Surroundings } from "./surroundings.js";
import { everyWorkflow, workflowCalled } from "./workflows-by-name.js";

/** `workflow …`: over the API of a running server, here or elsewhere. */
export function addWorkflows(program: Command, surroundings: Surroundings, ends: Ends): void {
  const workflow = program
    .command("workflow")
    .description("workflows of a running Leeway, over its API, with an API key in LEEWAY_API_KEY or --key-file");
  asking(workflow.command("list").description("the workflows, newest first")).action(async (options: Options) => {
    const all = await everyWorkflow(new ApiServer(surroundings, options));
    tell(surroundings, options.json, all, all.map(line).join("\n") || "There is no workflow yet.");
  });
  asking(workflow.command("export").description("prints a workflow's draft as a document, without secrets"))
    .argument("<workflow>", "its id, or its name")
    .option("-o, --output <file>", "write it into a file instead; - is standard output")
    .action(async (name: string, { output, ...options }: Options & { output?: string }) => {
      const server = new ApiServer(surroundings, options);
      const { id } = await workflowCalled(server, name);
      const document = await server.ask<Workflow["document"]>("GET", `/workflows/${id}/export`);
      writeJson(output ?? "-", document, surroundings);
      if (output === undefined || output === "-") return;
      tell(surroundings, options.json, { id, name: document.name, file: output }, `${document.name} is in ${output}.`);
    });
  asking(workflow.command("import").description("saves a document as a new workflow, as a draft"))
    .argument("<file>", "what `export` wrote; - reads standard input")
    .action(async (file: string, options: Options) => {
      const server = new ApiServer(surroundings, options);
      const document = readJson(file, surroundings);
      const { id, name } = await server.ask<Workflow>("POST", "/import", document);
      tell(surroundings, options.json, { id, name }, `${name} is there as a draft: ${id}`);
    });
  asking(workflow.command("publish").description("lets the draft go live"))
    .argument("<workflow>", "its id, or its name")
    .action(async (name: string, options: Options) => {
      const server = new ApiServer(surroundings, options);
      const found = await workflowCalled(server, name);
      const { version } = await server.ask<{ version: number }>("POST", `/workflows/${found.id}/publish`);
      const told = { id: found.id, name: found.name, version };
      tell(surroundings, options.json, told, `Version ${version} of ${found.name} is live.`);
    });
  addRun(asking(workflow.command("run")), surroundings, ends);
}

const line = ({ id, name, published }: WorkflowListItem) =>
  `${id}  ${published ? `version ${published.version}` : "draft"}  ${name}`;
