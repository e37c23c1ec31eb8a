import type { StartedRun, StartRun } from "@leeway/api";
import { sampleOf, signal, type Json } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { newRunId } from "./run-id.js";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService, type PinnedDocument } from "../workflows/workflows.service.js";
import { RunsReader } from "./runs.reader.js";
import { TryingService } from "./trying.service.js";
import { WorkerService } from "./worker.service.js";

/** Starts runs, and passes on what people decide about them. */
@Injectable()
export class RunsService {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly samples: SamplesService,
    private readonly reader: RunsReader,
    private readonly worker: WorkerService,
    private readonly settings: Settings,
    private readonly trying: TryingService,
  ) {}

  /** Answers once the run is committed. */
  async start(workspaceId: string, workflowId: string, wish: StartRun): Promise<StartedRun> {
    const rehearsal = wish.rehearsal ?? false;
    if (rehearsal && this.settings.sandboxUrl === undefined) throw new Problem("run.noSandbox");
    if (wish.only !== undefined || wish.upTo !== undefined) return this.trying.start(workspaceId, workflowId, wish);
    const pinned = await this.workflows.pin(workspaceId, workflowId, wish.version);
    if (pinned.version === "draft") this.publishing.refuseUnrunnable(workspaceId, pinned.document);
    const trigger = triggerOf(pinned, wish.node);
    const definition = catalogue.get(trigger.type);
    const example = () => (definition ? sampleOf(definition, trigger.params) : {});
    const kept = () => this.samples.one(workflowId, trigger.id) ?? example();
    const payload = wish.payload === undefined ? kept() : (wish.payload as Json);
    const id = newRunId();
    const { documentId, version } = pinned;
    const at = Date.now();
    const run = {
      id,
      workspaceId,
      workflowId,
      documentId,
      version,
      trigger: trigger.id,
      payload,
      rehearsal,
      at,
    };
    await this.worker.begin(run, pinned.document);
    return { runId: id };
  }

  /** What is in flight ends by itself; the rest never begins. */
  async cancel(workspaceId: string, id: string, by: string | null): Promise<void> {
    this.reader.assertOwn(workspaceId, id);
    const result = await signal<"finished">(this.worker.parts, id, (state) => {
      if (state.finishedAt !== undefined) return { refuse: "finished" };
      if (state.cancelRequested) return { events: [] };
      return { events: [{ type: "run.cancelRequested", at: Date.now(), ...(by !== null && { by }) }] };
    });
    if (result.kind === "refused") throw new Problem("run.finished");
  }

  /** Settles every doubt of a run the same way. */
  async resolveAll(
    workspaceId: string,
    id: string,
    how: { as: "done" | "retry" | "fail"; output?: Json },
    by: string | null,
  ): Promise<void> {
    this.reader.assertOwn(workspaceId, id);
    const result = await signal<"nothing">(this.worker.parts, id, (state) => {
      const doubts = [...state.steps.values()].filter(({ status }) => status === "unknown");
      if (doubts.length === 0 || state.finishedAt !== undefined) return { refuse: "nothing" };
      const output = how.as === "done" ? { output: how.output ?? null } : {};
      const word = {
        type: "step.resolved" as const,
        at: Date.now(),
        as: how.as,
        ...output,
        ...(by !== null && { by }),
      };
      return { events: doubts.map(({ key, nodeId }) => ({ ...word, key, nodeId })) };
    });
    if (result.kind === "refused") throw new Problem("step.notUnknown");
  }

  /** Settles a step of which nobody knows whether it arrived. */
  async resolve(
    workspaceId: string,
    id: string,
    key: string,
    how: { as: "done" | "retry" | "fail"; output?: Json },
    by: string | null,
  ): Promise<void> {
    this.reader.assertOwn(workspaceId, id);
    const result = await signal<"finished" | "notUnknown" | "notFound">(this.worker.parts, id, (state) => {
      const step = state.steps.get(key);
      if (!step) return { refuse: "notFound" };
      if (step.status !== "unknown") return { refuse: "notUnknown" };
      if (state.finishedAt !== undefined) return { refuse: "finished" };
      const output = how.as === "done" ? { output: how.output ?? null } : {};
      const event = { type: "step.resolved" as const, at: Date.now(), key, nodeId: step.nodeId, as: how.as };
      return { events: [{ ...event, ...output, ...(by !== null && { by }) }] };
    });
    if (result.kind !== "refused") return;
    // Of an item that has ended the log alone still knows the steps.
    if (result.why === "notFound" && !this.reader.hasStep(id, key)) throw new Problem("notFound");
    throw new Problem(result.why === "finished" ? "run.finished" : "step.notUnknown");
  }
}

/** The node to fire: the one asked for, else the manual trigger, else the only one. One that is off fires nothing. */
function triggerOf({ document }: PinnedDocument, wish: string | undefined) {
  const triggers = document.nodes.filter(({ type, disabled }) => type.startsWith("trigger.") && disabled !== true);
  const found =
    wish !== undefined
      ? triggers.find(({ id }) => id === wish)
      : (triggers.find(({ type }) => type === "trigger.manual") ?? (triggers.length === 1 ? triggers[0] : undefined));
  if (!found) throw new Problem("run.noTrigger", { node: wish ?? "", count: triggers.length });
  return found;
}
