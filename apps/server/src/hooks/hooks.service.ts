import type { RefusalReason } from "@leeway/api";
import {
  makePlan,
  type Begun,
  type Json,
  type JsonObject,
  type NewRun,
  type ExpressionScope,
  type Plan,
  type RunState,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { catalogue, millisecondsOf } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import { newRunId } from "../runs/run-id.js";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { Problem } from "../problems/problem.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { RunWatch } from "../runs/run-watch.js";
import { WorkerService } from "../runs/worker.service.js";
import { Uploads, type Upload } from "../uploads/uploads.service.js";
import { answerFrom, type Answer, type Respond } from "./answer.js";
import type { Admitted } from "./callers/caller-gate.js";
import { dedupeKey, keptKey } from "./dedupe-key.js";
import { HookRefusals } from "./refusals.js";
import { HooksStore, WEBHOOK_TRIGGER, type HookTarget } from "./hooks.store.js";

/** How long a caller waits for the answer of its run where the trigger does not say. */
const USUAL_WAIT_S = 30;
const LONGEST_WAIT_S = 120;

export interface Received {
  runId: string;
  duplicate: boolean;
  respond: Respond;
  /** Absent: accepted, the run goes on by itself. */
  answer?: Answer;
}

/** Where an address leads. */
export interface Found {
  target: HookTarget;
  documentId: string;
  version: number;
  plan: Plan;
  node: WorkflowNode;
  params: JsonObject;
}

/** Accepts what arrives at a webhook's address: an answer below 300 means that the run is on disk. */
@Injectable()
export class HooksService {
  constructor(
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    private readonly worker: WorkerService,
    private readonly hooks: HooksStore,
    private readonly watch: RunWatch,
    private readonly scopes: WorkspaceScopeService,
    private readonly refusals: HookRefusals,
    private readonly uploads: Uploads,
  ) {}

  /** Where a key leads, with the trigger's params; a key that leads nowhere and one not published look the same. */
  find(key: string, type: string = WEBHOOK_TRIGGER): Found {
    const target = this.hooks.target(key);
    if (!target || target.documentId === null || target.version === null) throw new Problem("hook.notFound");
    const { documentId, version } = target;
    const document = this.store.document(documentId);
    const plan = document && makePlan(document, catalogue);
    const node = plan?.nodes.get(target.nodeId)?.node;
    if (!plan || node?.type !== type || node.disabled) throw new Problem("hook.notFound");
    return { target, documentId, version, plan, node, params: node.params };
  }

  /** `rehearsal`: the sandbox sent it, so it is no fact. `took` is told as soon as a run stands for the request. */
  async receive(
    found: Found,
    { payload, event, files }: Admitted,
    rehearsal: boolean,
    took: (duplicate: boolean) => void,
  ): Promise<Received> {
    const { target, documentId, version, plan, params } = found;
    const respond = (params["respond"] ?? "accepted") as Respond;
    const id = newRunId();
    const now = Date.now();
    const { dedupe } = params;
    const named = event === undefined ? undefined : `event:${event}`;
    const key = hasText(dedupe) ? await this.#key(dedupe, found, payload) : named;
    const run: NewRun = {
      id,
      workspaceId: target.workspaceId,
      workflowId: target.workflowId,
      documentId,
      version,
      trigger: target.nodeId,
      payload,
      rehearsal,
      at: now,
      ...(key !== undefined && { dedupeKey: keptKey(rehearsal ? `sandbox:${key}` : key), ...windowOf(params, now) }),
    };
    const { runId, duplicate, held, state } = await this.begin(run, plan, files);
    took(duplicate);
    if (respond === "accepted") return { runId, duplicate, respond };
    // Nobody knows when people let it go on.
    if (!duplicate && this.worker.parts.brakes.on(run)) return { runId, duplicate, respond, answer: { kind: "later" } };
    const look = (state: RunState) => answerFrom(plan, state, respond);
    const atOnce = state && look(state);
    const answer = atOnce ?? (await this.watch.until(runId, waitMs(params), look, !duplicate && !held));
    return { runId, duplicate, respond, answer: answer ?? { kind: "later" } };
  }

  /** Makes a run. Its files are its own before it begins: whatever it does with them finds them. */
  begin(run: NewRun, { document }: Plan, files?: readonly Upload[]): Promise<Begun> {
    return files && files.length > 0 ? this.#beginWith(files, run, document) : this.worker.begin(run, document);
  }

  async #beginWith(files: readonly Upload[], run: NewRun, document: WorkflowDocument): Promise<Begun> {
    try {
      await this.uploads.give(files, run.id);
      const begun = await this.worker.begin(run, document);
      if (begun.duplicate) await this.uploads.drop(files);
      return begun;
    } catch (error) {
      // On a full disk they would keep the room that everybody waits for.
      await this.uploads.dropUnowned(run.workspaceId, files);
      throw error;
    }
  }

  /** Keeps for the owner why a call of this address was refused; nothing where it leads nowhere. */
  refused(key: string, reason: RefusalReason): void {
    const target = this.hooks.target(key);
    if (target) this.refusals.note(target, reason);
  }

  /** By what the same event is known when it comes again, as the trigger says; otherwise by the name its sender gives it. */
  async #key(dedupe: string, found: Found, payload: JsonObject): Promise<string | undefined> {
    const key = dedupeKey(dedupe, await this.#scope(found, payload));
    return key.kind === "key" ? key.key : undefined;
  }

  /** What a dedupe key may name: the payload and the workspace's values. */
  async #scope({ target, plan: { document } }: Found, payload: JsonObject): Promise<ExpressionScope> {
    const { vars, timezone } = await this.scopes.scope(target.workspaceId);
    const now = Date.now();
    const workflow = { id: target.workflowId, name: document.name };
    return {
      values: { vars: { ...vars }, workflow, trigger: payload, now: new Date(now).toISOString() },
      now,
      timezone: document.settings.timezone ?? timezone,
    };
  }
}

const hasText = (value: Json | undefined): value is string => typeof value === "string" && value.trim() !== "";

function waitMs({ respondWithin }: JsonObject): number {
  const seconds = Number(respondWithin ?? USUAL_WAIT_S);
  return (seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : USUAL_WAIT_S) * 1_000;
}

/** Until when a run of the same key stands for the event: for as long as it is kept, or for a while. */
function windowOf(params: JsonObject, now: number): Pick<NewRun, "dedupeAfter"> {
  const ms = millisecondsOf({ dedupeWindow: 24, ...params }, "dedupeWindow", "dedupeUnit");
  return ms === undefined ? {} : { dedupeAfter: now - ms };
}
