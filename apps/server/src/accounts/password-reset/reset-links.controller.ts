import type { MadeLink } from "@leeway/api";
import { Controller, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../auth.guard.js";
import { personOf } from "../person.js";
import { PasswordResetService } from "./password-reset.service.js";

/** Where no mail is set up, or none arrives: an owner hands a member the link. */
@Controller("api/v1/members")
export class ResetLinksController {
  constructor(private readonly resets: PasswordResetService) {}

  @Needs("members.password")
  @Post(":id/reset-link")
  make(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<MadeLink> {
    return this.resets.copy(who, personOf(who), id);
  }
}
