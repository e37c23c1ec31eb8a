import type { StartRun } from "@leeway/api";
import {
  emptyRunState,
  fold,
  makePlan,
  partUpTo,
  type Json,
  type Plan,
  type RunEventBody,
  type RunState,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { uuidv7 } from "uuidv7";
import { Problem } from "../problems/problem.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { RunsReader } from "./runs.reader.js";
import { WorkerService } from "./worker.service.js";

/** What is known of the steps before the one that is tried. */
interface Known {
  samples: Record<string, Json>;
  last: { runId: string; state: RunState } | undefined;
}

/** Runs part of a draft: as far as a step, or one step alone. */
@Injectable()
export class TryingService {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly samples: SamplesService,
    private readonly reader: RunsReader,
    private readonly worker: WorkerService,
  ) {}

  /** Answers once the run is committed. What is not part of it is not in its document. */
  async start(workspaceId: string, workflowId: string, wish: StartRun): Promise<{ runId: string }> {
    const target = wish.only ?? wish.upTo ?? "";
    const draft = this.workflows.get(workspaceId, workflowId).document;
    const whole = makePlan(draft, catalogue);
    const found = whole.nodes.get(target);
    if (!found) throw new Problem("replay.noStep", { step: target });
    const nameOf = (id: string) => whole.nodes.get(id)?.node.name ?? id;
    const loop = found.loops[0];
    if (wish.only !== undefined && loop !== undefined)
      throw new Problem("run.inLoop", { step: nameOf(target), loop: nameOf(loop) });
    const part = partUpTo(whole, target);
    this.publishing.refuseUnrunnable(workspaceId, part);
    const plan = makePlan(part, catalogue);
    const known = { samples: this.samples.all(workflowId), last: await this.#lastOf(workflowId) };
    const trigger = triggerIn(plan, wish.node, known);
    const taken = wish.only === undefined ? keptSteps(plan, target, known) : stepsBefore(plan, target, known, trigger);
    if (!taken) throw new Problem("run.noData", { step: nameOf(target) });
    const { documentId, version } = await this.workflows.pinPart(workspaceId, workflowId, part);
    const id = `run_${uuidv7()}`;
    const payload = wish.payload === undefined ? payloadOf(plan, trigger, known) : (wish.payload as Json);
    const run = { id, workspaceId, workflowId, documentId, version, trigger, payload, taken, at: Date.now() };
    await this.worker.begin({ ...run, rehearsal: wish.rehearsal ?? false }, part);
    return { runId: id };
  }

  async #lastOf(workflowId: string): Promise<Known["last"]> {
    const newest = this.reader.newestOf(workflowId);
    const record = newest && (await this.worker.parts.store.load(newest.id));
    return record ? { runId: record.id, state: fold(emptyRunState, record.events) } : undefined;
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
  return samples[trigger] ?? before ?? plan.nodes.get(trigger)?.definition?.sample ?? {};
}

/** Steps that are not done because what they would give is kept. */
function keptSteps(plan: Plan, target: string, { samples }: Known): RunEventBody[] {
  return before(plan, target).flatMap((id) => {
    const output = samples[id];
    return output === undefined ? [] : [doneAs(plan, id, target, { output, note: "sample" })];
  });
}

/** All steps before the one, by what is known of them; nothing where the way to it would be closed. */
function stepsBefore(plan: Plan, target: string, known: Known, trigger: string): RunEventBody[] | undefined {
  const taken: RunEventBody[] = [];
  const open = new Set([trigger]);
  for (const id of before(plan, target)) {
    const data = knownOf(id, known);
    if (data) open.add(id);
    taken.push(
      data
        ? doneAs(plan, id, target, data)
        : { type: "step.skipped", at: Date.now(), key: id, nodeId: id, because: "takenOver" },
    );
  }
  const incoming = plan.nodes.get(target)?.incoming ?? [];
  return plan.nodes.get(target)?.trigger || incoming.some(({ source }) => open.has(source)) ? taken : undefined;
}

/** Ids outside of loops that come before the step, sources first; triggers are none of them. */
function before(plan: Plan, target: string): string[] {
  const ancestors = new Set(plan.ancestors(target));
  return (plan.frames.get("")?.order ?? []).filter((id) => ancestors.has(id) && !plan.nodes.get(id)?.trigger);
}

interface Data {
  output: Json;
  input?: Json;
  port?: string;
  note?: "sample";
  takenFrom?: string;
}

function knownOf(id: string, { samples, last }: Known): Data | undefined {
  const kept = samples[id];
  if (kept !== undefined) return { output: kept, note: "sample" };
  const step = last?.state.steps.get(id);
  if (!last || step?.status !== "succeeded") return undefined;
  const { output = null, input, port } = step;
  return { output, takenFrom: last.runId, ...(input !== undefined && { input }), ...(port !== undefined && { port }) };
}

/** It has gone the way that leads to the step. */
function doneAs(plan: Plan, id: string, target: string, data: Data): RunEventBody {
  const outgoing = plan.nodes.get(id)?.outgoing ?? [];
  const way =
    outgoing.find((edge) => edge.target === target) ?? outgoing.find(({ sourceHandle }) => sourceHandle !== "item");
  const port = way?.target === target ? way.sourceHandle : (data.port ?? way?.sourceHandle ?? "main");
  return { type: "step.succeeded", at: Date.now(), key: id, nodeId: id, ...data, port };
}
