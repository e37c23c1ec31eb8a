import { approvalWord, callWord, partsOfKey, pathOf, signal, type Json, type Plan } from "@leeway/engine";
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
    const result = await signal<"duplicate" | "late" | "notFound">(this.worker.parts, runId, (state, plan) =>
      listens(plan, key) ? callWord(state, plan, key, payload, Date.now()) : { refuse: "notFound" },
    );
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
    word: { approved: boolean; data?: Json },
    by: string | null,
  ): Promise<void> {
    this.reader.assertOwn(workspaceId, runId);
    const said = { at: Date.now(), by };
    const result = await signal(this.worker.parts, runId, (state, plan) => approvalWord(state, plan, key, word, said));
    if (result.kind === "refused") throw new Problem(result.why === "notFound" ? "notFound" : "step.notAsking");
  }
}

/** Whether a call of this address ends a wait. */
function listens(plan: Plan, key: string): boolean {
  const { nodeId, indexes } = partsOfKey(key);
  const found = plan.nodes.get(nodeId);
  if (!found?.definition?.callback || found.node.params["mode"] !== "callback") return false;
  return found.loops.length === indexes.length;
}
