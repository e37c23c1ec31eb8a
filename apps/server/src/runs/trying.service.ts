import type { StartedRun, StartRun } from "@leeway/api";
import {
  ownOf,
  emptyRunState,
  fold,
  itemName,
  makePlan,
  partUpTo,
  sampleOf,
  stepScope,
  type Json,
  type NewRun,
  type Plan,
  type ScopeFacts,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { newRunId } from "./run-id.js";
import { Problem } from "../problems/problem.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { ItemLog } from "./item-log.js";
import { RunsReader } from "./runs.reader.js";
import { keptSteps, stepsBefore, type Known, type ScopeOf } from "./tried-part.js";
import { WorkerService } from "./worker.service.js";

/** How many runs are looked through for data of the steps before one that is tried alone. */
const MOST_RUNS = 5;

type RunAround = Omit<NewRun, "trigger" | "payload">;

/** Runs part of a draft: as far as a step, or one step alone. */
@Injectable()
export class TryingService {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly samples: SamplesService,
    private readonly reader: RunsReader,
    private readonly worker: WorkerService,
    private readonly log: ItemLog,
  ) {}

  /** Answers once the run is committed. What is not part of it is not in its document. */
  async start(workspaceId: string, workflowId: string, wish: StartRun): Promise<StartedRun> {
    const target = wish.only ?? wish.upTo ?? "";
    const draft = this.workflows.get(workspaceId, workflowId).document;
    const whole = makePlan(draft, catalogue);
    const found = whole.nodes.get(target);
    if (!found) throw new Problem("run.noStep", { step: target });
    const part = partUpTo(whole, target);
    this.publishing.refuseUnrunnable(workspaceId, part);
    const plan = makePlan(part, catalogue);
    const samples = this.samples.all(workflowId);
    const around: RunAround = {
      id: newRunId(),
      workspaceId,
      workflowId,
      documentId: "",
      version: "draft",
      rehearsal: wish.rehearsal ?? false,
      at: Date.now(),
    };
    const scopeOf = await this.#scopeIn(plan, around);
    for await (const last of this.#runsOf(workflowId)) {
      const known = { samples, last };
      const trigger = triggerIn(plan, wish.node, known);
      const payload = wish.payload === undefined ? payloadOf(plan, trigger, known) : (wish.payload as Json);
      const run: NewRun = { ...around, trigger, payload };
      const made =
        wish.only === undefined
          ? { taken: keptSteps(plan, target, known), path: "" }
          : stepsBefore(plan, target, known, run, scopeOf);
      if (!made) continue;
      const { documentId } = await this.workflows.pinPart(workspaceId, workflowId, part);
      const { taken, path } = made;
      await this.worker.begin({ ...run, documentId, taken }, part);
      return { runId: run.id, ...(path !== "" && { key: target + path }) };
    }
    throw new Problem("run.noData", { step: found.node.name ?? target });
  }

  /** The newest first: where that one has tried an early step alone, it knows nothing of those behind it. Behind a live one are other people. */
  async *#runsOf(workflowId: string): AsyncGenerator<Known["last"]> {
    let some = false;
    for (const id of this.reader.newestTries(workflowId, MOST_RUNS)) {
      const record = await this.worker.parts.store.load(id);
      if (!record) continue;
      some = true;
      const item = (path: string) => this.log.steps(record.id, itemName(path));
      yield { runId: record.id, state: fold(emptyRunState, record.events), item };
    }
    if (!some) yield undefined;
  }

  /** As its steps themselves would have it. */
  async #scopeIn(plan: Plan, { id, workspaceId, workflowId, at }: RunAround): Promise<ScopeOf> {
    const { workspaces, sayError } = this.worker.parts;
    const workspace = await workspaces.scope(workspaceId);
    const { name, settings } = plan.document;
    const facts: ScopeFacts = {
      workspace,
      run: { id, startedAt: at, url: `${workspace.publicUrl}/runs/${id}` },
      workflow: { id: workflowId, name },
      now: at,
      timezone: settings.timezone ?? workspace.timezone,
      sayError,
    };
    return (state, key) => stepScope(plan, state, key, facts);
  }
}

function triggerIn(plan: Plan, wish: string | undefined, { last }: Known): string {
  const triggers = [...plan.nodes.values()].filter(({ trigger, node }) => trigger && node.disabled !== true);
  const ids = triggers.map(({ node }) => node.id);
  const found = [wish, last?.state.trigger].find((id) => id !== undefined && ids.includes(id)) ?? ids[0];
  if (found === undefined || (wish !== undefined && found !== wish))
    throw new Problem("run.noTrigger", { node: wish ?? "", count: ids.length });
  return found;
}

function payloadOf(plan: Plan, trigger: string, { samples, last }: Known): Json {
  const before = last?.state.trigger === trigger ? last.state.steps.get(trigger)?.output : undefined;
  const { node, definition } = plan.nodes.get(trigger) ?? {};
  return ownOf(samples, trigger) ?? before ?? (node && definition ? sampleOf(definition, node.params) : {});
}
