import { deleteWorkspaceSchema } from "@leeway/api";
import type { CameFrom } from "../accounts/audit.js";
import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentPerson, CurrentWorkspace, From, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { personOf } from "../accounts/person.js";
import { WorkspaceDeletion } from "./workspace-deletion.service.js";
import { ChangesAccess } from "../accounts/changes-access.js";

@ChangesAccess()
@Controller("api/v1")
export class WorkspaceDeletionController {
  constructor(private readonly deletion: WorkspaceDeletion) {}

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

  /** Nobody is in a workspace that is deleted: its owner asks from outside. */
  @Needs("self")
  @Post("workspaces/:id/take-back")
  @HttpCode(204)
  takeBack(@CurrentPerson() userId: string, @From() from: CameFrom, @Param("id") id: string): Promise<void> {
    return this.deletion.takeBack({ workspaceId: id, userId, from });
  }
}
