import { retentionSchema, type Retention } from "@leeway/api";
import { Body, Controller, Get, Put } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { RetentionService } from "./retention.service.js";

@Controller("api/v1/retention")
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Needs("workspace.view")
  @Get()
  get(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Retention {
    return this.retention.of(workspaceId);
  }

  /** From the next clean-up on, within the hour. */
  @Needs("retention.edit")
  @Put()
  set(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: retentionSchema }) retention: Retention,
  ): Promise<Retention> {
    return this.retention.set(who, retention);
  }
}
