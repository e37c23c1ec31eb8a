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

/** More refusals than anybody reads are not told. */
const MOST_REFUSED = 50;

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

  /** What comes until a call is taken: one is wanted, and a flood of them must not fill the memory for a slow reader. */
  of(place: HookPlace): Observable<MessageEvent> {
    const name = nameOf(place);
    return new Observable((subscriber) => {
      let refused = 0;
      const listener: Listener = (heard) => {
        if (heard.kind === "refused" && ++refused > MOST_REFUSED) return;
        subscriber.next({ data: heard });
        if (heard.kind === "call") subscriber.complete();
      };
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
    // No run will ever have them.
    if (files) await this.uploads.drop(files);
    const told = await this.heard(place, trial === true ? { kind: "trial" } : { kind: "call", payload });
    // Another call was taken meanwhile.
    if (!told) throw new Problem("hook.notListening");
    return answer ?? { ok: true };
  }

  /** Shows it to who listens; a call is kept as the sample, and ends the listening. Answers whether somebody did. */
  async heard(place: HookPlace, heard: HeardCall): Promise<boolean> {
    const name = nameOf(place);
    const listeners = this.#listeners.get(name);
    if (!listeners) return false;
    if (heard.kind === "call") {
      // In this very turn: of several calls at once one is taken.
      this.#listeners.delete(name);
      await this.samples.keep(place.workflowId, place.nodeId, heard.payload ?? null).catch((error: unknown) => {
        this.#listeners.set(name, listeners);
        throw error;
      });
    }
    for (const listener of listeners) listener(heard);
    return true;
  }
}
