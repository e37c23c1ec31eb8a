import {
  listQuerySchema,
  sandboxFaultSchema,
  sandboxHappeningSchema,
  sandboxTargetSchema,
  type SandboxEvents,
  type SandboxHappening,
  type SandboxRequest,
  type SandboxState,
  type SandboxTarget,
  type SandboxWaitingFault,
} from "@leeway/api";
import { Refusal, type Sandbox, type Worlds } from "@leeway/leeloo-sandbox";
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from "@nestjs/common";
import type { z } from "zod";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { Problem } from "../problems/problem.js";
import { SANDBOX } from "./sandbox.token.js";

/** What people see of the built-in Leeloo, and how they make it fail. Each workspace has its own. */
@Controller("api/v1/sandbox")
export class SandboxController {
  constructor(@Inject(SANDBOX) private readonly worlds: Worlds | null) {}

  /** What Leeloo received, newest first. */
  @Needs("sandbox.view")
  @Get("requests")
  requests(
    @CurrentWorkspace() who: WorkspaceUser,
    @Query({ schema: listQuerySchema }) { limit, cursor }: z.infer<typeof listQuerySchema>,
  ): { items: SandboxRequest[]; nextCursor?: string } {
    const all = this.of(who).requests();
    const older = cursor === undefined ? all : all.filter(({ id }) => Number(id) < Number(cursor));
    const items = older.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(last && older.length > limit && { nextCursor: last.id }) };
  }

  /** Back to the first day: people, orders, messages, requests, faults. */
  @Needs("sandbox.use")
  @Delete("requests")
  @HttpCode(204)
  reset(@CurrentWorkspace() who: WorkspaceUser): void {
    this.of(who).reset();
  }

  @Needs("sandbox.view")
  @Get("state")
  state(@CurrentWorkspace() who: WorkspaceUser): SandboxState {
    return this.of(who).snapshot();
  }

  /** A rehearsal of bad days: the next requests that fit fail. */
  @Needs("sandbox.use")
  @Post("faults")
  @HttpCode(204)
  fail(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: sandboxFaultSchema }) fault: z.infer<typeof sandboxFaultSchema>,
  ): void {
    this.of(who).failNext(fault);
  }

  /** What is still to fail. */
  @Needs("sandbox.view")
  @Get("faults")
  faults(@CurrentWorkspace() who: WorkspaceUser): { items: SandboxWaitingFault[] } {
    return { items: this.of(who).faults() };
  }

  /** From now on all is well. */
  @Needs("sandbox.use")
  @Delete("faults")
  @HttpCode(204)
  mend(@CurrentWorkspace() who: WorkspaceUser): void {
    this.of(who).mend();
  }

  /** Where this workspace's events go, and what was delivered there: the address of its hub, among others. */
  @Needs("addresses.view")
  @Get("events")
  events(@CurrentWorkspace() who: WorkspaceUser): SandboxEvents {
    const sandbox = this.of(who);
    return { target: sandbox.target(), deliveries: sandbox.deliveries() };
  }

  @Needs("sandbox.use")
  @Put("events-target")
  setTarget(
    @Body({ schema: sandboxTargetSchema }) { url }: SandboxTarget,
    @CurrentWorkspace() who: WorkspaceUser,
  ): SandboxEvents {
    this.of(who).setTarget(url);
    return this.events(who);
  }

  /** Somebody orders, pays, subscribes or writes. */
  @Needs("sandbox.use")
  @Post("events")
  @HttpCode(200)
  async happen(
    @Body({ schema: sandboxHappeningSchema }) happening: SandboxHappening,
    @CurrentWorkspace() who: WorkspaceUser,
  ): Promise<SandboxEvents> {
    try {
      await this.of(who).happen(happening);
    } catch (error) {
      if (error instanceof Refusal) throw refused(error);
      throw error;
    }
    return this.events(who);
  }

  /** The same event once more, as it may come twice. */
  @Needs("sandbox.use")
  @Post("events/:id/again")
  @HttpCode(200)
  async again(@Param("id") id: string, @CurrentWorkspace() who: WorkspaceUser): Promise<SandboxEvents> {
    if (!(await this.of(who).sendAgain(id))) throw new Problem("notFound");
    return this.events(who);
  }

  private of({ workspaceId }: WorkspaceUser): Sandbox {
    if (!this.worlds) throw new Problem("notFound");
    return this.worlds.of(workspaceId);
  }
}

/** What is missing by its name; anything else in the words of the built-in Leeloo. */
function refused({ status, message }: Refusal): Problem {
  if (status === 404) return new Problem("notFound");
  const missing = /^(\w+) is required$/.exec(message)?.[1];
  return missing ? new Problem("request.invalid", { fields: missing }) : new Problem("service.failed", { message });
}
