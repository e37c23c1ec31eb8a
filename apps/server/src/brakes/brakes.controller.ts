import type { Brakes } from "@leeway/api";
import { Controller, Get, HttpCode, Param, Post } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { BrakesService } from "./brakes.service.js";

@Controller("api/v1")
export class BrakesController {
  constructor(private readonly brakes: BrakesService) {}

  @Needs("workspace.view")
  @AsWritten(["by"])
  @Get("brakes")
  list(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Brakes {
    return this.brakes.list(workspaceId);
  }

  @Needs("runs.pause")
  @Post("workflows/:id/pause")
  @HttpCode(200)
  pause(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Brakes> {
    return this.brakes.pause(who, id);
  }

  @Needs("runs.pause")
  @Post("workflows/:id/resume")
  @HttpCode(200)
  resume(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<Brakes> {
    return this.brakes.resume(who, id);
  }

  @Needs("runs.pause")
  @Post("workspace/pause")
  @HttpCode(200)
  pauseAll(@CurrentWorkspace() who: WorkspaceUser): Promise<Brakes> {
    return this.brakes.pause(who);
  }

  @Needs("runs.pause")
  @Post("workspace/resume")
  @HttpCode(200)
  resumeAll(@CurrentWorkspace() who: WorkspaceUser): Promise<Brakes> {
    return this.brakes.resume(who);
  }
}
