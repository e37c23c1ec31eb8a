import { partsOfKey, pathOf, pathTo, signal, type Json, type Plan, type RunState } from "@leeway/engine";
import type { RunStep } from "@leeway/api";
import { Injectable } from "@nestjs/common";
import { Vault } from "../adapters/secrets/vault.js";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { readResumeKey, resumeKey } from "./resume-key.js";
import { RunsReader } from "./runs.reader.js";
import { WorkerService } from "./worker.service.js";

/** What steps wait for that comes from outside: a call of their address, a person's word. */
@Injectable()
export class WaitAnswers {
  constructor(
    private readonly reader: RunsReader,
    private readonly worker: WorkerService,
    private readonly vault: Vault,
    private readonly settings: Settings,
  ) {}

  /** A step that waits for a call, with the address that ends its wait. */
  withAddress(runId: string, step: RunStep): RunStep {
    if (step.status !== "waiting" || step.waitingFor?.reason !== "callback") return step;
    const url = `${this.settings.publicUrl}/hooks/resume/${resumeKey(this.vault, runId, step.key)}`;
    return { ...step, waitingFor: { ...step.waitingFor, url } };
  }

  /** Answers once the call is kept. It may come before the step waits; of several the first counts. */
  async call(address: string, payload: Json): Promise<{ runId: string; duplicate: boolean }> {
    const meant = readResumeKey(this.vault, address);
    if (!meant || this.reader.isDeleted(meant.runId)) throw new Problem("hook.notFound");
    const { runId, key } = meant;
    const result = await signal<"duplicate" | "late" | "notFound">(this.worker.parts, runId, (state, plan) => {
      const nodeId = nodeThatListens(plan, key);
      if (nodeId === undefined) return { refuse: "notFound" };
      if (state.answers.has(key)) return { refuse: "duplicate" };
      if (isOver(state, plan, key)) return { refuse: "late" };
      return { events: [{ type: "step.answered", at: Date.now(), key, nodeId, as: "callback", data: payload }] };
    });
    if (result.kind === "appended") return { runId, duplicate: false };
    const why = result.kind === "refused" ? result.why : "notFound";
    if (why === "duplicate" || (why === "late" && (await this.#wasCalled(runId, key))))
      return { runId, duplicate: true };
    throw new Problem(why === "late" ? "hook.tooLate" : "hook.notFound");
  }

  /** Of an item that has ended the log alone still knows what it was told. */
  async #wasCalled(runId: string, key: string): Promise<boolean> {
    const path = pathOf(key);
    const events = path === "" ? [] : await this.worker.parts.store.itemEvents(runId, path);
    return events.some((event) => event.type === "step.answered" && event.key === key);
  }

  /** Decides for a step that waits for a person. */
  async approve(
    workspaceId: string,
    runId: string,
    key: string,
    { approved, data }: { approved: boolean; data?: Json },
    by: string | null,
  ): Promise<void> {
    this.reader.assertOwn(workspaceId, runId);
    const result = await signal<"notFound" | "notAsking">(this.worker.parts, runId, (state, plan) => {
      const step = state.steps.get(key);
      if (!step) return { refuse: "notFound" };
      const asks = step.status === "waiting" && step.waitingFor === "approval";
      if (!asks || state.answers.has(key) || isOver(state, plan, key)) return { refuse: "notAsking" };
      const event = { type: "step.answered" as const, at: Date.now(), key, nodeId: step.nodeId };
      const word = { approved, ...(data !== undefined && { data }), ...(by !== null && { by }) };
      return { events: [{ ...event, as: "approval", ...word }] };
    });
    if (result.kind === "refused") throw new Problem(result.why === "notFound" ? "notFound" : "step.notAsking");
  }
}

const ended: ReadonlySet<string> = new Set(["succeeded", "failed", "skipped", "cancelled"]);

/** Nothing waits there any more, and nothing will. */
function isOver(state: RunState, plan: Plan, key: string): boolean {
  if (state.finishedAt !== undefined || state.cancelRequested || state.ending) return true;
  const isEnded = (one: string) => ended.has(state.steps.get(one)?.status ?? "pending");
  if (isEnded(key)) return true;
  const { nodeId, indexes } = partsOfKey(key);
  // The state forgets the steps of an item that has ended.
  return (plan.nodes.get(nodeId)?.loops ?? []).some((loop, depth) => {
    const around = loop + pathTo(pathOf(key), depth);
    return isEnded(around) || state.steps.get(around)?.loop?.items.at(indexes[depth] ?? 0) !== undefined;
  });
}

/** The node whose wait a call of this address ends. */
function nodeThatListens(plan: Plan, key: string): string | undefined {
  const { nodeId, indexes } = partsOfKey(key);
  const found = plan.nodes.get(nodeId);
  if (!found?.definition?.callback || found.node.params["mode"] !== "callback") return undefined;
  return found.loops.length === indexes.length ? nodeId : undefined;
}
