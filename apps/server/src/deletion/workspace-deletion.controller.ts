import { deleteWorkspaceSchema } from "@leeway/api";
import type { CameFrom } from "../accounts/audit.js";
import { Body, Controller, HttpCode, Param, Post, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { CurrentPerson, CurrentWorkspace, From, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { BrowserSessions } from "../accounts/browser-sessions.js";
import { Problem } from "../problems/problem.js";
import { personOf } from "../accounts/person.js";
import { WorkspaceDeletion } from "./workspace-deletion.service.js";
import { ChangesAccess } from "../accounts/changes-access.js";

@ChangesAccess()
@Controller("api/v1")
export class WorkspaceDeletionController {
  constructor(
    private readonly deletion: WorkspaceDeletion,
    private readonly browser: BrowserSessions,
  ) {}

  /** The workspace of the request, which is named once more: this is nothing to do by the way. */
  @Needs("workspace.own")
  @Post("workspace/delete")
  @HttpCode(204)
  delete(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: deleteWorkspaceSchema }) { name }: { name: string },
  ): Promise<void> {
    return this.deletion.delete({ ...who, userId: personOf(who) }, name);
  }

  /** Nobody is in a workspace that is deleted: its owner asks from outside, by a session that was not ended there. */
  @Needs("self")
  @Post("workspaces/:id/take-back")
  @HttpCode(204)
  takeBack(
    @CurrentPerson() userId: string,
    @From() from: CameFrom,
    @Param("id") id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const session = this.browser.current(request);
    if (!session) throw new Problem("auth.required");
    return this.deletion.takeBack({ workspaceId: id, userId, from }, session);
  }
}
