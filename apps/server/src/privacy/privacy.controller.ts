import { privacySchema, type Privacy } from "@leeway/api";
import { Body, Controller, Get, Put } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { PrivacyRules } from "./privacy-rules.js";

@Controller("api/v1/privacy")
export class PrivacyController {
  constructor(private readonly rules: PrivacyRules) {}

  @Needs("workspace.view")
  @Get()
  get(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Privacy {
    return this.rules.of(workspaceId);
  }

  /** From the next answer on, also of what goes on already. */
  @Needs("personalData.edit")
  @Put()
  set(@CurrentWorkspace() who: WorkspaceUser, @Body({ schema: privacySchema }) privacy: Privacy): Promise<Privacy> {
    return this.rules.set(who, privacy);
  }
}
