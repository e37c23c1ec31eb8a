import { presenceSchema, type Presence, type PresenceAnswer } from "@leeway/api";
import { Body, Controller, Delete, HttpCode, Param, Post } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, StillWelcome, type WorkspaceUser } from "../accounts/auth.guard.js";
import { PresenceService } from "./presence.service.js";

/** Who has a workflow open. What others do there comes with the events of the workflow. */
@Controller("api/v1/workflows/:id/presence")
export class TogetherController {
  constructor(private readonly presence: PresenceService) {}

  @Needs("workflows.view")
  @AsWritten(["name"])
  @Post()
  @HttpCode(200)
  here(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: presenceSchema }) sign: Presence,
    @StillWelcome() welcome: () => boolean,
  ): PresenceAnswer {
    return this.presence.beat(who, id, sign, welcome);
  }

  @Needs("workflows.view")
  @Delete(":tab")
  @HttpCode(204)
  leave(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string, @Param("tab") tab: string): void {
    this.presence.leave(who, id, tab);
  }
}
