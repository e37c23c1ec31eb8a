import type { HeardCall } from "@leeway/api";
import type { Json, WorkflowNode } from "@leeway/engine";
import { Injectable, type MessageEvent } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Observable } from "rxjs";
import { Problem } from "../problems/problem.js";
import { Uploads } from "../uploads/uploads.service.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { CallRefused } from "./call-refused.js";
import type { Admitted } from "./callers/caller-gate.js";
import { Entrance } from "./entrance.js";
import { HooksStore, WEBHOOK_TRIGGER, type TestPlace } from "./hooks.store.js";
import { nameOf, type HookPlace } from "./refusals.js";

/** A trigger of a draft, by its test address. */
export interface TestTrigger extends TestPlace {
  node: WorkflowNode;
}

type Listener = (heard: HeardCall) => void;

/**
 * Calls of test addresses. Somebody has to listen: then a call is checked by the draft, shown to who listens, and kept as the
 * trigger's sample. Nothing runs. Who listens is a stream that is open: nothing of it outlives the page.
 */
@Injectable()
export class TestCalls {
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(
    private readonly store: HooksStore,
    private readonly workflows: WorkflowsService,
    private readonly samples: SamplesService,
    private readonly entrance: Entrance,
    private readonly uploads: Uploads,
  ) {}

  /** What comes while somebody subscribes. */
  of(place: HookPlace): Observable<MessageEvent> {
    const name = nameOf(place);
    return new Observable((subscriber) => {
      const listener: Listener = (heard) => subscriber.next({ data: heard });
      const all = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && this.#listeners.get(name) === all) this.#listeners.delete(name);
      };
    });
  }

  /** Where a test address leads in the draft; throws where there is no trigger of the type. */
  at(key: string, type: string): TestTrigger {
    const place = this.store.testPlace(key);
    const node =
      place &&
      this.workflows.get(place.workspaceId, place.workflowId).document.nodes.find(({ id }) => id === place.nodeId);
    if (node?.type !== type) throw new Problem("hook.notFound");
    return { ...place!, node };
  }

  /** Answers what the caller hears, once the call is kept. */
  async receive(key: string, request: FastifyRequest): Promise<Json> {
    const place = this.at(key, WEBHOOK_TRIGGER);
    if (!this.#listeners.has(nameOf(place))) throw new Problem("hook.notListening");
    let admitted: Admitted;
    try {
      admitted = await this.entrance.admit(place.node, place.workspaceId, request);
    } catch (error) {
      if (error instanceof CallRefused)
        await this.heard(place, {
          kind: "refused",
          reason: error.reason,
          ...(error.payload && { payload: error.payload }),
        });
      throw error;
    }
    const { trial, payload, answer, files } = admitted;
    await this.heard(place, trial === true ? { kind: "trial" } : { kind: "call", payload });
    // No run will ever have them.
    if (files) await this.uploads.drop(files);
    return answer ?? { ok: true };
  }

  /** Shows it to who listens; a call is kept as the sample. Where nobody listens, nothing happens. */
  async heard(place: HookPlace, heard: HeardCall): Promise<void> {
    const listeners = this.#listeners.get(nameOf(place));
    if (!listeners) return;
    if (heard.kind === "call") await this.samples.keep(place.workflowId, place.nodeId, heard.payload ?? null);
    listeners.forEach((listener) => listener(heard));
  }
}
