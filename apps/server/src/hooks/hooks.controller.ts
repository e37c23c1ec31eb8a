import type { Hook } from "@leeway/api";
import { Controller, Get, Param, Sse } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import { CurrentWorkspace, Needs, SameRole, type WorkspaceUser } from "../accounts/auth.guard.js";
import { Problem } from "../problems/problem.js";
import { RunWatch } from "../runs/run-watch.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { HooksStore } from "./hooks.store.js";
import { HookRefusals } from "./refusals.js";
import { TestCalls } from "./test-calls.js";

/** What owners of webhooks look at; callers come by `hook-door.ts`. */
@Controller("api/v1/workflows/:id/hooks")
export class HooksController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly store: HooksStore,
    private readonly refusals: HookRefusals,
    private readonly tests: TestCalls,
    private readonly watch: RunWatch,
  ) {}

  @Needs("addresses.view")
  @Get()
  list(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string): { items: Hook[] } {
    const { document } = this.workflows.get(workspaceId, id);
    const items = this.store.addressesOf(id, document).map((addresses): Hook => ({
      ...addresses,
      refused: this.refusals
        .of({ workflowId: id, nodeId: addresses.nodeId })
        .map(({ reason, count, at }) => ({ reason, count, lastAt: new Date(at).toISOString() })),
    }));
    return { items };
  }

  /** Listens for calls of the test address as long as the stream is open. */
  @RouteConfig({ streams: true })
  @Needs("workflows.edit")
  @Sse(":nodeId/events")
  events(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @SameRole() welcome: () => boolean,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
  ) {
    const { document } = this.workflows.get(workspaceId, id);
    if (!this.store.addressesOf(id, document).some((one) => one.nodeId === nodeId)) throw new Problem("notFound");
    return this.watch.kept(this.tests.of({ workflowId: id, nodeId }), welcome);
  }
}
