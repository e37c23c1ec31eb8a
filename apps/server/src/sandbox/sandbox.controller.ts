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
import { Refusal, type Sandbox } from "@leeway/leeloo-sandbox";
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from "@nestjs/common";
import type { z } from "zod";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { Problem } from "../problems/problem.js";
import { SANDBOX } from "./sandbox.token.js";

/** What people see of the built-in Leeloo, and how they make it fail. One for all workspaces but for the webhook. */
@Controller("api/v1/sandbox")
export class SandboxController {
  constructor(@Inject(SANDBOX) private readonly sandbox: Sandbox | null) {}

  /** What Leeloo received, newest first. */
  @Get("requests")
  requests(@Query({ schema: listQuerySchema }) { limit, cursor }: z.infer<typeof listQuerySchema>): {
    items: SandboxRequest[];
    nextCursor?: string;
  } {
    const all = this.open().requests();
    const older = cursor === undefined ? all : all.filter(({ id }) => Number(id) < Number(cursor));
    const items = older.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(last && older.length > limit && { nextCursor: last.id }) };
  }

  /** Back to the first day: people, orders, messages, requests, faults. */
  @Delete("requests")
  @HttpCode(204)
  reset(): void {
    this.open().reset();
  }

  @Get("state")
  state(): SandboxState {
    return this.open().snapshot();
  }

  /** A rehearsal of bad days: the next requests that fit fail. */
  @Post("faults")
  @HttpCode(204)
  fail(@Body({ schema: sandboxFaultSchema }) fault: z.infer<typeof sandboxFaultSchema>): void {
    this.open().failNext(fault);
  }

  /** What is still to fail. */
  @Get("faults")
  faults(): { items: SandboxWaitingFault[] } {
    return { items: this.open().faults() };
  }

  /** From now on all is well. */
  @Delete("faults")
  @HttpCode(204)
  mend(): void {
    this.open().mend();
  }

  /** Where this workspace's events go, and what was delivered there. */
  @Get("events")
  events(@CurrentWorkspace() { workspaceId }: WorkspaceUser): SandboxEvents {
    return { target: this.open().target(workspaceId), deliveries: this.open().deliveries(workspaceId) };
  }

  @Put("events-target")
  setTarget(
    @Body({ schema: sandboxTargetSchema }) { url }: SandboxTarget,
    @CurrentWorkspace() who: WorkspaceUser,
  ): SandboxEvents {
    this.open().setTarget(url, who.workspaceId);
    return this.events(who);
  }

  /** Somebody orders, pays, subscribes or writes. */
  @Post("events")
  @HttpCode(200)
  async happen(
    @Body({ schema: sandboxHappeningSchema }) happening: SandboxHappening,
    @CurrentWorkspace() who: WorkspaceUser,
  ): Promise<SandboxEvents> {
    try {
      await this.open().happen(happening, who.workspaceId);
    } catch (error) {
      if (error instanceof Refusal) throw refused(error);
      throw error;
    }
    return this.events(who);
  }

  /** The same event once more, as it may come twice. */
  @Post("events/:id/again")
  @HttpCode(200)
  async again(@Param("id") id: string, @CurrentWorkspace() who: WorkspaceUser): Promise<SandboxEvents> {
    if (!(await this.open().sendAgain(id, who.workspaceId))) throw new Problem("notFound");
    return this.events(who);
  }

  private open(): Sandbox {
    if (!this.sandbox) throw new Problem("notFound");
    return this.sandbox;
  }
}

/** What is missing by its name; anything else in the words of the built-in Leeloo. */
function refused({ status, message }: Refusal): Problem {
  if (status === 404) return new Problem("notFound");
  const missing = /^(\w+) is required$/.exec(message)?.[1];
  return missing ? new Problem("request.invalid", { fields: missing }) : new Problem("service.failed", { message });
}
