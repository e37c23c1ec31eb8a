import type { Limit } from "@leeway/api";
import { Controller, Get, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { LimitsService } from "./limits.service.js";

@Controller("api/v1/limits")
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @Get()
  async list(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Promise<{ items: Limit[] }> {
    return { items: await this.limits.list(workspaceId) };
  }

  @Post(":id/pause")
  @HttpCode(200)
  pause(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Limit> {
    return this.limits.pause(who, id);
  }

  @Post(":id/resume")
  @HttpCode(200)
  resume(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Limit> {
    return this.limits.resume(who, id);
  }
}
