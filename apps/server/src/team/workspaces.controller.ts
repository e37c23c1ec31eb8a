import {
  createWorkspaceSchema,
  ownWorkspacesQuerySchema,
  wholeListQuerySchema,
  type OwnWorkspace,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Get, Post, Query } from "@nestjs/common";
import type { CameFrom } from "../accounts/audit.js";
import { CurrentPerson, From, Needs } from "../accounts/auth.guard.js";
import { timezoneSchema } from "../accounts/timezone.js";
import { pageOf } from "../problems/whole-list.js";
import { WorkspacesService, type NewWorkspaceWish } from "./workspaces.service.js";

const zonedSchema = createWorkspaceSchema.extend({ timezone: timezoneSchema.default("UTC") });
const listSchema = wholeListQuerySchema.extend(ownWorkspacesQuerySchema.shape);

/** The workspaces of whoever is signed in; they need none to make one. */
@Controller("api/v1/workspaces")
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Needs("self")
  @Get()
  list(
    @CurrentPerson() userId: string,
    @Query({ schema: listSchema }) { holds, ...page }: WholeListQuery & { holds?: string },
  ): { items: OwnWorkspace[]; nextCursor?: string } {
    const all = holds === undefined ? this.workspaces.of(userId) : this.workspaces.holding(userId, holds);
    return pageOf(all, page, ({ id }) => id);
  }

  @Needs("self")
  @Post()
  create(
    @CurrentPerson() userId: string,
    @From() from: CameFrom,
    @Body({ schema: zonedSchema }) wish: NewWorkspaceWish,
  ): Promise<OwnWorkspace> {
    return this.workspaces.create(userId, from, wish);
  }
}
