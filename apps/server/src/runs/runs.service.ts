import type { StartedRun, StartRun } from "@leeway/api";
import { cancelWord, sampleOf, settlingAllWord, settlingWord, signal, type Json, type Settling } from "@leeway/engine";
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
    const said = { at: Date.now(), by };
    const result = await signal(this.worker.parts, id, (state) => cancelWord(state, said));
    if (result.kind === "refused") throw new Problem("run.finished");
  }

  /** Settles every doubt of a run the same way that was there when it was `asked` for (ms), which may be a restart ago. */
  async resolveAll(
    workspaceId: string,
    id: string,
    how: Settling,
    { by, asked }: { by: string | null; asked: number },
  ): Promise<void> {
    this.reader.assertOwn(workspaceId, id);
    const said = { at: Date.now(), by };
    const result = await signal(this.worker.parts, id, (state) => settlingAllWord(state, how, said, asked));
    if (result.kind === "refused") throw new Problem("step.notUnknown");
  }

  /** Settles a step of which nobody knows whether it arrived. */
  async resolve(workspaceId: string, id: string, key: string, how: Settling, by: string | null): Promise<void> {
    this.reader.assertOwn(workspaceId, id);
    const said = { at: Date.now(), by };
    const result = await signal(this.worker.parts, id, (state) => settlingWord(state, key, how, said));
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
