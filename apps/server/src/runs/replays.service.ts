import type { ReplayRun } from "@leeway/api";
import {
  makePlan,
  partsOfKey,
  replayFrom,
  replayWhole,
  takenSteps,
  type ItemsRefusal,
  type Json,
  type NewRun,
  type Original,
  type Plan,
  type ReplayRefusal,
  type RunEventBody,
  type WorkflowDocument,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import { replayOnce } from "./replay-key.js";
import { newRunId } from "./run-id.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DoubtTable, type Doubt } from "../adapters/run-store/doubt-table.js";
import { DATABASE, Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { WorkflowsService, type PinnedDocument } from "../workflows/workflows.service.js";
import { foldInTurns } from "./read-state.js";
import { WorkerService } from "./worker.service.js";

/** A run that is to be replayed, and with what. */
export interface Replayed {
  original: Original;
  /** That of the version which is to run. */
  plan: Plan;
  row: RunRow;
  pinned: PinnedDocument;
  rehearsal: boolean;
}
interface RunRow {
  workflowId: string;
  documentId: string;
  version: number | null;
  rehearsal: number;
  exists: number;
}

const inTheWay = { itself: "replay.elsewhere", above: "replay.above", below: "replay.below" } as const;

/** Makes new runs of what other runs have done. A run that has ended is never reopened. */
@Injectable()
export class ReplaysService {
  readonly #erased: Statement<[string]>;
  readonly #doubts: DoubtTable;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly worker: WorkerService,
    private readonly settings: Settings,
  ) {
    this.#doubts = new DoubtTable(database.handle);
    this.#erased = database.handle.prepare("SELECT 1 FROM erased_runs WHERE run_id = ?");
  }

  /** Answers once the new run is committed. */
  async replay(
    workspaceId: string,
    runId: string,
    { from, version, rehearsal, ...manner }: ReplayRun,
  ): Promise<{ runId: string }> {
    const found = await this.find(workspaceId, runId, version, rehearsal);
    const { original, plan } = found;
    const made = from === undefined ? replayWhole(original, plan, found) : replayFrom(original, plan, from, Date.now());
    if ("refuse" in made) throw refused(made.refuse, plan, original.plan);
    return this.begin(workspaceId, found, made.taken, manner, (step) => step === from);
  }

  /** A run of this workspace as one that may be replayed, with its own version or another. */
  async find(workspaceId: string, runId: string, version?: "draft" | "published", rehearse = false): Promise<Replayed> {
    const row = this.database.handle
      .prepare(
        `SELECT workflow_id AS workflowId, document_id AS documentId, version, rehearsal,
           EXISTS (SELECT 1 FROM workflows w WHERE w.id = workflow_id) AS "exists"
         FROM runs WHERE id = ? AND workspace_id = ?`,
      )
      .get(runId, workspaceId) as RunRow | undefined;
    if (!row) throw new Problem("notFound");
    if (this.#erased.get(runId)) throw new Problem("replay.erased");
    const record = row.exists === 1 ? await this.worker.parts.store.load(runId) : null;
    if (!record) throw new Problem("replay.gone");
    const rehearsal = rehearse || row.rehearsal === 1;
    if (rehearsal && this.settings.sandboxUrl === undefined) throw new Problem("run.noSandbox");
    const { document, events } = record;
    const pinned =
      version === undefined
        ? { documentId: row.documentId, version: row.version ?? ("draft" as const), document }
        : await this.workflows.pin(workspaceId, row.workflowId, version);
    if (version === "draft") this.publishing.refuseUnrunnable(workspaceId, pinned.document);
    const planOf = (one: WorkflowDocument) => makePlan(one, catalogue);
    const original = { runId, plan: planOf(document), state: await foldInTurns(events), events };
    const plan = pinned.documentId === row.documentId ? original.plan : planOf(pinned.document);
    return { original, plan, row, pinned, rehearsal };
  }

  /**
   * Starts it; under a request's key once. Refused where it would do again what may have been done, unless that is said:
   * `isNamed` tells of which of the run's own steps.
   */
  async begin(
    workspaceId: string,
    { original, plan, row, pinned, rehearsal }: Replayed,
    taken: RunEventBody[],
    { requestKey, unlessReplayed, despiteDoubt }: Manner,
    isNamed: (step: string) => boolean,
  ): Promise<{ runId: string }> {
    const { runId: replayOf, state } = original;
    const takesOver = takenSteps(plan, taken);
    if (!rehearsal && !despiteDoubt)
      for (const doubt of this.#doubts.of(workspaceId, replayOf)) {
        const isOwn = doubt.runId === replayOf;
        if (!takesOver(doubt.step) && !(isOwn && isNamed(doubt.step))) throw inDoubt(doubt, original.plan);
      }
    const payload: Json = state.steps.get(state.trigger)?.output ?? null;
    const { documentId, version, document } = pinned;
    const run: NewRun = {
      id: newRunId(),
      workspaceId,
      workflowId: row.workflowId,
      documentId,
      version,
      trigger: state.trigger,
      payload,
      rehearsal,
      replayOf,
      ...(state.replayOf !== undefined && { origin: state.origin ?? state.replayOf }),
      taken,
      ...(unlessReplayed && { unlessReplayed: { takesOver } }),
      ...(requestKey !== undefined && { dedupeKey: replayOnce(replayOf, requestKey) }),
      at: Date.now(),
    };
    const { runId, elsewhere } = await this.worker.begin(run, document);
    if (elsewhere) throw new Problem(inTheWay[elsewhere], { runId }, [], { runId });
    return { runId };
  }
}

/** How a run is repeated, besides of what it repeats. */
export type Manner = Pick<ReplayRun, "requestKey" | "unlessReplayed" | "despiteDoubt">;

/** `plan`: of the run that would be repeated. */
export function inDoubt({ step, runId }: Doubt, plan: Plan): Problem {
  const { nodeId } = partsOfKey(step);
  return new Problem("replay.mayRepeat", { step: plan.nodes.get(nodeId)?.node.name ?? nodeId }, [], { runId });
}

/** A refusal of the engine's in words, with the names that people know. */
export function refused(why: ReplayRefusal | ItemsRefusal, plan: Plan, then: Plan = plan): Problem {
  // What the version to run has no more is called as it was in the run.
  const nameOf = (id: string) => (plan.nodes.get(id) ?? then.nodes.get(id))?.node.name ?? id;
  switch (why.code) {
    case "noStep":
    case "noTrigger":
    case "doubt":
      return new Problem(`replay.${why.code}`, { step: nameOf(why.step) });
    case "inLoop":
      return new Problem("replay.inLoop", { step: nameOf(why.step), loop: nameOf(why.loop) });
    case "open":
      return new Problem("replay.open");
    case "loopGone":
      return new Problem("items.loopGone", { step: nameOf(why.step) });
    case "notLoop":
      return new Problem("items.notLoop");
    case "takenOver":
      return new Problem("items.takenOver", { runId: why.runId });
    case "noItem":
      return new Problem("items.notThere", { number: why.index + 1, count: why.count });
    case "busy":
      return new Problem("items.busy", { number: why.index + 1 });
    case "notFailed":
    case "ended":
      return new Problem("items.settled", { number: why.index + 1 });
    case "nothing":
      return new Problem("items.nothing");
  }
}
