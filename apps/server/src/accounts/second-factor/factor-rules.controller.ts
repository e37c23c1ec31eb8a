import { secondFactorRuleSchema } from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { DATABASE } from "../../config/settings.js";
import { audit } from "../audit.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../auth.guard.js";
import { BrowserSessions } from "../browser-sessions.js";
import { assertOwnerOfAll, memberOf } from "../owned-members.js";
import { resetFactors } from "./factors.js";
import { ChangesAccess } from "../changes-access.js";
import { inNameOf } from "../in-name-of.js";

/** What owners decide about the second step of their members: by it they let somebody in, so they show first who they are. */
@ChangesAccess()
@Controller("api/v1")
export class FactorRulesController {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("workspace.view")
  @Get("workspace/second-factor")
  read(@CurrentWorkspace() { workspaceId }: WorkspaceUser): { required: boolean } {
    const sql = "SELECT second_factor FROM workspaces WHERE id = ?";
    return { required: Boolean(this.database.handle.prepare(sql).pluck().get(workspaceId)) };
  }

  /** Who has no second step yet is led to it at the next request, before anything else. */
  @Needs("workspace.own")
  @Put("workspace/second-factor")
  async require(
    @CurrentWorkspace() whoever: WorkspaceUser,
    @Body({ schema: secondFactorRuleSchema }) { required }: { required: boolean },
    @Req() request: FastifyRequest,
  ): Promise<{ required: boolean }> {
    const who = this.browser.confirmedIn(request, whoever);
    const { workspaceId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare("UPDATE workspaces SET second_factor = ? WHERE id = ?").run(required ? 1 : 0, workspaceId);
        const action = required ? "secondFactor.required" : "secondFactor.optional";
        audit(db, { ...who, action, subject: workspaceId });
      }),
    );
    return { required };
  }

  /** For a member who has lost phone and codes. */
  @Needs("members.password")
  @Delete("members/:id/second-factor")
  @HttpCode(204)
  async reset(
    @CurrentWorkspace() whoever: WorkspaceUser,
    @Param("id") id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const who = this.browser.confirmedIn(request, whoever);
    const { workspaceId, userId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const member = memberOf(db, workspaceId, id);
        assertOwnerOfAll(db, userId ?? "", member);
        resetFactors(db, id, who, workspaceId);
      }),
    );
  }
}
