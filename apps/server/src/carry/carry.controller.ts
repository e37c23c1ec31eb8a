import {
  importWorkspaceSchema,
  LARGEST_WORKSPACE_FILE,
  pickLocale,
  type ImportReport,
  type ImportWorkspace,
} from "@leeway/api";
import { Body, Controller, Get, Headers, HttpCode, Post, Res } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import type { FastifyReply } from "fastify";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { WorkspaceExport } from "./workspace-export.js";
import { WorkspaceImport } from "./workspace-import.js";

/** A workspace as a file: taken along, and taken in where one is. */
@Controller("api/v1/workspace")
export class CarryController {
  constructor(
    private readonly exports: WorkspaceExport,
    private readonly imports: WorkspaceImport,
  ) {}

  @Needs("workspace.export")
  @Get("export")
  async export(@CurrentWorkspace() who: WorkspaceUser, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const file = await this.exports.take(who);
    return reply
      .headers({
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="workspace.json"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      })
      .send(`${JSON.stringify(file, null, 2)}\n`);
  }

  @Needs("workspace.import")
  @Post("import")
  @RouteConfig({ largestBody: LARGEST_WORKSPACE_FILE })
  @HttpCode(200)
  import(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: importWorkspaceSchema }) wish: ImportWorkspace,
    @Headers("accept-language") language?: string,
  ): Promise<ImportReport> {
    return this.imports.take(who, wish, pickLocale(language));
  }
}
