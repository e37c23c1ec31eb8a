import { byName, updateMeSchema, updateWorkspaceSchema, type Me } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Body, Controller, Get, Inject, Patch, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE, Settings } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { Problem } from "../problems/problem.js";
import { CurrentMember, CurrentWorkspace, lacksSecondStep, Needs, type WorkspaceUser } from "./auth.guard.js";
import { changeWorkspace, type WorkspaceChange } from "./change-workspace.js";
import { personOf } from "./person.js";
import { timezoneSchema } from "./timezone.js";
import { inNameOf } from "./in-name-of.js";

const zonedWorkspaceSchema = updateWorkspaceSchema.extend({ timezone: timezoneSchema.optional() });

/** The person who is signed in, and the workspace they work in. */
@Controller("api/v1")
export class MeController {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: Settings,
    private readonly changes: WorkspaceChanges,
  ) {}

  /** Also for who lacks the second step of a workspace: they see where they are, and that it is missing. */
  @Needs("self")
  @Get("me")
  me(@CurrentMember() who: WorkspaceUser, @Req() request: FastifyRequest): Me {
    const { handle } = this.database;
    const userId = personOf(who);
    const user = handle.prepare("SELECT id, email, name, locale, first_password FROM users WHERE id = ?").get(userId);
    const workspace = handle.prepare("SELECT id, name, timezone FROM workspaces WHERE id = ?").get(who.workspaceId);
    if (!user || !workspace) throw new Problem("auth.required");
    const workspaces = handle
      .prepare<[string], Me["workspaces"][number]>(
        `SELECT w.id, w.name, m.role FROM workspaces w JOIN memberships m ON m.workspace_id = w.id
         WHERE m.user_id = ? AND w.deleted_at IS NULL ORDER BY w.name, w.id LIMIT 200`,
      )
      .all(userId)
      .toSorted(byName);
    const { version, publicUrl, reach, sandboxUrl, environment } = this.settings;
    const { first_password: firstPassword, ...rest } = user as Me["user"] & { first_password: 0 | 1 | null };
    return {
      user: { ...rest, firstPassword: firstPassword === 1 },
      workspace: { ...(workspace as Omit<Me["workspace"], "role">), role: who.role },
      workspaces,
      version,
      publicUrl,
      reach,
      sandbox: sandboxUrl !== undefined,
      runDays: environment.LEEWAY_MAX_RUN_DAYS,
      secondStepMissing: lacksSecondStep(request),
    };
  }

  @Needs("self")
  @Patch("me")
  async updateMe(
    @CurrentMember() who: WorkspaceUser,
    @Req() request: FastifyRequest,
    @Body({ schema: updateMeSchema }) { name, locale }: { name?: string; locale?: Locale },
  ): Promise<Me> {
    const userId = personOf(who);
    const sql = "UPDATE users SET name = coalesce(?, name), locale = coalesce(?, locale) WHERE id = ?";
    await this.database.queue.write(inNameOf(who, (db) => db.prepare(sql).run(name ?? null, locale ?? null, userId)));
    return this.me(who, request);
  }

  @Needs("workspace.edit")
  @Patch("workspace")
  async updateWorkspace(
    @CurrentWorkspace() who: WorkspaceUser,
    @Req() request: FastifyRequest,
    @Body({ schema: zonedWorkspaceSchema }) { name, timezone }: WorkspaceChange,
  ): Promise<Me> {
    await this.database.queue.write(inNameOf(who, (db) => changeWorkspace(db, who, { name, timezone })));
    this.changes.next(who.workspaceId);
    return this.me(who, request);
  }
}
