import type { ExpressionScope, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { newRunId } from "../runs/run-id.js";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { WorkerService } from "../runs/worker.service.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import {
  EventsStore,
  type Delivery,
  type LiveWorkflow,
  type PendingDelivery,
  type StoredEvent,
} from "./events.store.js";
import { judge, listenersOf, listensTo, payloadOf } from "./listeners.js";
import { Pump } from "../runs/pump.js";

/** Events that are handed on at the same time. */
const AT_ONCE = 50;
/** After this many faults of ours, about an hour, a person has to look. */
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * Hands stored events on to the workflows that listen. First it is settled, in one write, who gets the event and under
 * which run's id; then the runs are made. A crash in between leaves rows that the next start goes on with, and what is
 * there already is not made again: every run is made once.
 */
@Injectable()
export class FanOut implements OnModuleDestroy {
  readonly #log = new Logger("events");
  readonly #pump = new Pump(
    (now) => this.#round(now),
    (error) => this.#surprise(error),
  );
  /** One at a time for each event, whoever asks. */
  readonly #busy = new Map<string, Promise<void>>();
  /** By document: none of them ever changes. */
  readonly #listeners = new LRUCache<string, WorkflowNode[]>({ max: 5_000 });

  constructor(
    private readonly events: EventsStore,
    private readonly worker: WorkerService,
    private readonly scopes: WorkspaceScopeService,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
  ) {}

  /** Goes on with what an earlier process left, then with whatever comes. */
  start(): void {
    this.#pump.start();
  }

  /** There is a new event. */
  nudge(): void {
    this.#pump.nudge();
  }

  stop(): Promise<void> {
    return this.#pump.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Offers an event once more to every trigger that has no run of it. Resolves when that is done. */
  async again(event: StoredEvent): Promise<void> {
    if (event.type === "") return;
    for (let other = this.#busy.get(event.id); other; other = this.#busy.get(event.id)) await other;
    await this.#alone(event.id, async () => {
      await this.#plan(event);
      await this.#handOn(event);
    });
  }

  async #round(now: number): Promise<boolean> {
    const due = this.events.due(now, AT_ONCE).filter(({ id }) => !this.#busy.has(id));
    await Promise.all(due.map((event) => this.#alone(event.id, () => this.#carry(event))));
    return due.length > 0;
  }

  #alone(id: string, work: () => Promise<void>): Promise<void> {
    const done = work().finally(() => this.#busy.delete(id));
    this.#busy.set(
      id,
      done.catch(() => {}),
    );
    return done;
  }

  async #carry(event: StoredEvent): Promise<void> {
    try {
      if (event.planned === 0) await this.#plan(event);
      await this.#handOn(event);
    } catch (error) {
      this.#surprise(error, event.id);
      const wait = Math.min(FIRST_WAIT_MS * 2 ** event.tries, LONGEST_WAIT_MS);
      await this.events.later(event.id, Date.now() + wait);
    }
  }

  /** Settles who gets it. The versions are those that are live now: one that is published meanwhile has its turn next. */
  async #plan(event: StoredEvent): Promise<void> {
    const { vars, timezone } = await this.scopes.scope(event.workspaceId);
    const trigger = payloadOf(event);
    const deliveries: Delivery[] = [];
    for (const live of this.events.live(event.workspaceId)) {
      const nodes = this.#listenersOf(live).filter((node) => listensTo(node, event.type));
      const document = nodes.length > 0 ? this.store.document(live.documentId) : undefined;
      if (!document) continue;
      const workflow = { id: live.workflowId, name: document.name };
      const scope: ExpressionScope = {
        values: { trigger, vars: { ...vars }, workflow, now: new Date(event.receivedAt).toISOString() },
        now: event.receivedAt,
        timezone: document.settings.timezone ?? timezone,
      };
      for (const node of nodes) deliveries.push(deliveryOf(live, node, event, scope));
    }
    await this.events.plan(event.id, deliveries);
  }

  /** Nothing of a workflow that cannot be read: its own fault keeps no other from its event. */
  #listenersOf({ documentId }: LiveWorkflow): WorkflowNode[] {
    const known = this.#listeners.get(documentId);
    if (known) return known;
    try {
      const document = this.store.document(documentId);
      const found = document ? listenersOf(document) : [];
      this.#listeners.set(documentId, found);
      return found;
    } catch (error) {
      this.#surprise(error, documentId);
      return [];
    }
  }

  /** Makes the runs. One that cannot be made now is tried later, the others are not kept waiting. */
  async #handOn(event: StoredEvent): Promise<void> {
    const pending = this.events.pending(event.id);
    const made = await Promise.allSettled(pending.map((delivery) => this.#begin(event, delivery)));
    const faults = made.filter((one) => one.status === "rejected");
    if (faults.length > 0 && event.tries < MOST_TRIES) throw faults[0]?.reason;
    if (faults.length > 0) await this.#giveUp(event.id);
    await this.events.done(event.id);
  }

  async #begin(event: StoredEvent, delivery: PendingDelivery): Promise<void> {
    const { runId, dedupeKey, documentId, version, workflowId, nodeId } = delivery;
    const begun = this.events.hasRun(runId)
      ? runId
      : await this.#make(event, delivery, this.#document(documentId), { documentId, version, workflowId, dedupeKey });
    const status = begun === runId ? "started" : "repeated";
    await this.events.settle(event.id, { workflowId, nodeId }, { status, runId: begun, error: null });
  }

  async #make(
    event: StoredEvent,
    { runId, nodeId }: PendingDelivery,
    document: WorkflowDocument,
    pinned: Pick<PendingDelivery, "documentId" | "version" | "workflowId" | "dedupeKey">,
  ): Promise<string> {
    const { workspaceId, fromSandbox } = event;
    const payload = payloadOf(event);
    // Whatever the sandbox tells of is no fact: nobody real may hear of it.
    const rehearsal = fromSandbox === 1;
    const run = { id: runId, workspaceId, trigger: nodeId, payload, rehearsal, at: Date.now(), ...pinned };
    return (await this.worker.begin(run, document)).runId;
  }

  #document(id: string): WorkflowDocument {
    const document = this.store.document(id);
    if (!document) throw new Error(`the document ${id} is gone`);
    return document;
  }

  async #giveUp(id: string): Promise<void> {
    for (const { workflowId, nodeId } of this.events.pending(id)) {
      const error = { code: "step.internal" as const, values: {}, nodeId };
      await this.events.settle(id, { workflowId, nodeId }, { status: "failed", runId: null, error });
    }
  }

  #surprise(error: unknown, where?: string): void {
    this.#log.error({ err: error, where, msg: "fault while handing on an event" });
  }
}

function deliveryOf(live: LiveWorkflow, node: WorkflowNode, event: StoredEvent, scope: ExpressionScope): Delivery {
  const judged = judge(node, event, scope);
  const place = { ...live, nodeId: node.id };
  if (judged.kind !== "run") {
    const error = judged.kind === "failed" ? judged.error : null;
    return { ...place, status: judged.kind, runId: null, dedupeKey: null, error };
  }
  return { ...place, status: "pending", runId: newRunId(), dedupeKey: judged.dedupeKey, error: null };
}
