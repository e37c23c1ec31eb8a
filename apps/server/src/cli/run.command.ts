import type { Run, RunStep } from "@leeway/api";
import type { Command } from "commander";
import { setTimeout as pause } from "node:timers/promises";
import { ApiServer, type ServerOptions } from "./api-server.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { readJson } from "./json-input.js";
import { tell, type Ends, type Surroundings } from "./surroundings.js";
import { workflowCalled } from "./workflows-by-name.js";

interface RunOptions extends ServerOptions {
  json?: true;
  data?: string;
  node?: string;
  draft?: true;
  rehearsal?: true;
  wait: boolean;
}

/** Between two looks at a run: at first often, since most end at once. */
const [SOONEST_MS, LATEST_MS] = [100, 2_000];
/** How long a server may be away. */
const PATIENCE_MS = 120_000;

const codes: Partial<Record<Run["status"], ExitCode>> = {
  succeeded: exitCodes.done,
  failed: exitCodes.failed,
  cancelled: exitCodes.failed,
  needs_attention: exitCodes.needsPerson,
};

/** `workflow run`: starts a run, waits for its end and shows its steps. */
export function addRun(command: Command, surroundings: Surroundings, ends: Ends): void {
  command
    .description("starts a run, waits for its end and shows its steps")
    .argument("<workflow>", "its id, or its name")
    .option("--data <file>", "JSON that the trigger gives, else its kept sample; - reads standard input")
    .option("--node <id>", "by which trigger, where there are several")
    .option("--draft", "run the draft instead of the published version")
    .option("--rehearsal", "send nothing to real people: Leeloo's sandbox takes its place")
    .option("--no-wait", "end when the run is accepted")
    .action(async (name: string, options: RunOptions) => {
      const server = new ApiServer(surroundings, options);
      const { id } = await workflowCalled(server, name);
      let accepted: string | undefined;
      surroundings.whenInterrupted?.(() =>
        accepted === undefined
          ? "Whether a run was started is not known here: look there."
          : `${accepted} goes on: it was only looked at from here.`,
      );
      const { runId } = await server.ask<{ runId: string }>(
        "POST",
        `/workflows/${id}/runs`,
        wishOf(options, surroundings),
      );
      accepted = runId;
      if (!options.wait) return tell(surroundings, options.json, { runId }, `${runId} is accepted.`);
      surroundings.note(`${runId} is accepted`);
      const { run, code } = await watched(server, runId, surroundings);
      const steps = await stepsOf(server, runId);
      tell(surroundings, options.json, { ...run, steps }, sayRun(run, steps));
      ends(code);
    });
}

function wishOf({ data, node, draft, rehearsal }: RunOptions, surroundings: Surroundings) {
  return {
    version: draft ? "draft" : "published",
    ...(node !== undefined && { node }),
    ...(data !== undefined && { payload: readJson(data, surroundings) }),
    ...(rehearsal && { rehearsal: true }),
  };
}

/** Until it has ended, or goes on by a person's word alone. */
async function watched(
  server: ApiServer,
  runId: string,
  { note }: Surroundings,
): Promise<{ run: Run; code: ExitCode }> {
  for (let wait = SOONEST_MS; ; wait = Math.min(wait * 1.5, LATEST_MS)) {
    const run = await lookAt(server, runId, note);
    const code = run.waitingFor?.reason === "approval" ? exitCodes.needsPerson : codes[run.status];
    if (code !== undefined) return { run, code };
    note(`${runId} is ${run.status}${run.waitingFor ? `, for ${run.waitingFor.reason}` : ""}`);
    await pause(wait);
  }
}

/** A server that starts again meanwhile goes on with the run, and so does who waits for it. */
async function lookAt(server: ApiServer, runId: string, note: Surroundings["note"]): Promise<Run> {
  for (let left = PATIENCE_MS; ; left -= LATEST_MS) {
    try {
      return await server.ask<Run>("GET", `/runs/${runId}`);
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      const passes = error.exitCode === exitCodes.unreachable || error.exitCode === exitCodes.busy;
      if (!passes || left <= 0)
        throw new CommandRefused(
          `${error.message}\n${runId} was accepted, and what became of it is not known here.`,
          error.exitCode,
          { cause: error },
        );
      note(`${runId}: the server does not answer just now`);
      await pause(LATEST_MS);
    }
  }
}

async function stepsOf(server: ApiServer, runId: string): Promise<RunStep[]> {
  const { items } = await server.ask<{ items: RunStep[] }>("GET", `/runs/${runId}/steps?limit=200`);
  return items;
}

function sayRun(run: Run, steps: readonly RunStep[]): string {
  const width = Math.max(0, ...steps.map(({ nodeId }) => nodeId.length));
  const lines = steps.map(({ nodeId, status, attempts, error }) => {
    const tries = attempts > 1 ? ` after ${attempts} tries` : "";
    return `  ${nodeId.padEnd(width)}  ${status}${tries}${error ? `: ${error.message}` : ""}`;
  });
  const why = run.error ? `: ${run.error.message}` : "";
  return [`${run.id} ${words[run.status] ?? run.status}${why}`, ...lines].join("\n");
}

const words: Partial<Record<Run["status"], string>> = {
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "was cancelled",
  needs_attention: "needs a person: look at it in the editor",
  waiting: "waits for a person: look at it in the editor",
};
