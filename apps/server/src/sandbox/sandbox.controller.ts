import { sandboxFaultSchema, listQuerySchema, type SandboxRequest, type SandboxState } from "@leeway/api";
import type { Sandbox } from "@leeway/leeloo-sandbox";
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query } from "@nestjs/common";
import type { z } from "zod";
import { Problem } from "../problems/problem.js";
import { SANDBOX } from "./sandbox.token.js";

/** What people see of the built-in Leeloo, and how they make it fail. One for all workspaces. */
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

  private open(): Sandbox {
    if (!this.sandbox) throw new Problem("notFound");
    return this.sandbox;
  }
}
