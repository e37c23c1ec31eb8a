import type { HeardCall } from "@leeway/api";
import type { Json } from "@leeway/engine";
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
import { HooksStore } from "./hooks.store.js";
import { nameOf, type HookPlace } from "./refusals.js";

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

  /** Answers what the caller hears, once the call is kept. */
  async receive(key: string, request: FastifyRequest): Promise<Json> {
    const place = this.store.testPlace(key);
    if (!place) throw new Problem("hook.notFound");
    const { workflowId, nodeId, workspaceId } = place;
    const listeners = this.#listeners.get(nameOf(place));
    if (!listeners) throw new Problem("hook.notListening");
    const tell: Listener = (heard) => listeners.forEach((listener) => listener(heard));
    const node = this.workflows.get(workspaceId, workflowId).document.nodes.find(({ id }) => id === nodeId);
    if (!node) throw new Problem("hook.notFound");
    let admitted: Admitted;
    try {
      admitted = await this.entrance.admit(node, workspaceId, request);
    } catch (error) {
      if (error instanceof CallRefused)
        tell({ kind: "refused", reason: error.reason, ...(error.payload && { payload: error.payload }) });
      throw error;
    }
    const { trial, payload, answer, files } = admitted;
    if (trial !== true) await this.samples.keep(workflowId, nodeId, payload);
    tell(trial === true ? { kind: "trial" } : { kind: "call", payload });
    // No run will ever have them.
    if (files) await this.uploads.drop(files);
    return answer ?? { ok: true };
  }
}
