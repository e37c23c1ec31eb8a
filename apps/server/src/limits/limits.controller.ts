import { wholeListQuerySchema, type Limit, type WholeListQuery } from "@leeway/api";
import { Controller, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { pageOf } from "../problems/whole-list.js";
import { LimitsService } from "./limits.service.js";

@Controller("api/v1/limits")
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @Needs("workspace.view")
  @AsWritten(["name", "workflowName", "by"])
  @Get()
  async list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): Promise<{ items: Limit[]; nextCursor?: string }> {
    return pageOf(await this.limits.list(workspaceId), query, ({ id }) => id);
  }

  @Needs("runs.pause")
  @Post(":id/pause")
  @HttpCode(200)
  pause(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Limit> {
    return this.limits.pause(who, id);
  }

  @Needs("runs.pause")
  @Post(":id/resume")
  @HttpCode(200)
  resume(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Limit> {
    return this.limits.resume(who, id);
  }
}
