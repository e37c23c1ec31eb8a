import type { PresenceAnswer, Presence as Sign } from "@leeway/api";
import { Injectable, type OnModuleDestroy } from "@nestjs/common";
import type { Subscription } from "rxjs";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import { personOf } from "../accounts/person.js";
import { AccessChanges } from "../config/access-changes.js";
import { WorkflowNews } from "../workflows/workflow-news.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { Presence } from "./presence.js";

const SWEEP_MS = 5_000;

/** Keeps who has which workflow open, and tells the others of it. */
@Injectable()
export class PresenceService implements OnModuleDestroy {
  readonly #presence = new Presence();
  #timer: NodeJS.Timeout | undefined;
  readonly #access: Subscription;

  constructor(
    private readonly workflows: WorkflowsService,
    private readonly news: WorkflowNews,
    access: AccessChanges,
  ) {
    this.#access = access.subscribe(() => this.#tellAll(this.#presence.dismiss()));
  }

  onModuleDestroy(): void {
    this.#access.unsubscribe();
    clearInterval(this.#timer);
  }

  /** A tab shows the workflow; answers who else does, how new the draft is, and what is live. Keys of the API are nobody. */
  beat(who: WorkspaceUser, workflowId: string, { tab, step }: Sign, welcome: () => boolean): PresenceAnswer {
    const newest = this.workflows.newest(who.workspaceId, workflowId);
    const userId = personOf(who);
    const { id, name } = this.news.author(userId) ?? { id: userId, name: "" };
    const sign = { workflowId, user: { id, name, role: who.role }, step, welcome };
    if (this.#presence.beat(tab, sign, Date.now())) this.#tell(workflowId);
    this.#timer ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
    return { ...newest, people: this.#presence.people(workflowId) };
  }

  leave(who: WorkspaceUser, workflowId: string, tab: string): void {
    this.workflows.newest(who.workspaceId, workflowId);
    if (this.#presence.leave(tab, workflowId, personOf(who))) this.#tell(workflowId);
  }

  #sweep(): void {
    this.#tellAll(this.#presence.sweep(Date.now()));
    if (this.#presence.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tellAll(workflows: Iterable<string>): void {
    for (const workflowId of workflows) this.#tell(workflowId);
  }

  #tell(workflowId: string): void {
    this.news.tell(workflowId, { type: "people", people: this.#presence.people(workflowId) });
  }
}
