import type { Schedule as ScheduleDto } from "@leeway/api";
import { nextFires, type Clock } from "@leeway/engine";
import { Controller, Get, HttpCode, Inject, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { CLOCK } from "../adapters/engine.tokens.js";
import { Problem } from "../problems/problem.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { Scheduler } from "./scheduler.service.js";
import { SchedulesStore, type Schedule } from "./schedules.store.js";

const MOST_NEXT = 10;
const MOST_GAPS = 20;
const iso = (at: number) => new Date(at).toISOString();

@Controller("api/v1/workflows/:id/schedules")
export class SchedulesController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly schedules: SchedulesStore,
    private readonly scheduler: Scheduler,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Needs("workflows.view")
  @Get()
  async list(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<{ items: ScheduleDto[] }> {
    this.workflows.get(who.workspaceId, id);
    return { items: await Promise.all(this.schedules.of(id).map((one) => this.#told(one))) };
  }

  @Needs("runs.pause")
  @Post(":nodeId/pause")
  @HttpCode(200)
  async pause(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string, @Param("nodeId") nodeId: string) {
    this.workflows.get(who.workspaceId, id);
    if (!(await this.schedules.pause(id, nodeId, this.clock.now()))) throw new Problem("notFound");
    return this.list(who, id);
  }

  @Needs("runs.pause")
  @Post(":nodeId/resume")
  @HttpCode(200)
  async resume(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string, @Param("nodeId") nodeId: string) {
    this.workflows.get(who.workspaceId, id);
    if (!(await this.schedules.resume(id, nodeId, this.clock.now()))) throw new Problem("notFound");
    return this.list(who, id);
  }

  async #told(schedule: Schedule): Promise<ScheduleDto> {
    const table = schedule.dueAt === null ? undefined : await this.scheduler.timetable(schedule);
    const next = table ? nextFires(table.rules, table.timezone, this.clock.now() - table.shift, MOST_NEXT) : [];
    return {
      nodeId: schedule.nodeId,
      paused: schedule.pausedAt !== null,
      next: next.map((fire) => ({ ...fire, at: iso(fire.at + (table?.shift ?? 0)) })),
      gaps: this.schedules
        .gapsOf(schedule, MOST_GAPS)
        .map(({ from, until, why }) => ({ from: iso(from), until: iso(until), why })),
    };
  }
}
