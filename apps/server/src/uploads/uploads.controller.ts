import type { RunFile } from "@leeway/api";
import { Controller, Get, Param, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { nobodysPage } from "../problems/page-headers.js";
import { Problem } from "../problems/problem.js";
import { RunsReader } from "../runs/runs.reader.js";
import { attachmentOf } from "./plain-name.js";
import { Uploads } from "./uploads.service.js";

/** Files of runs, for members of their workspace alone. */
@Controller("api/v1")
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly runs: RunsReader,
  ) {}

  @Needs("runs.view")
  @Get("runs/:id/files")
  ofRun(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string): { items: RunFile[] } {
    this.runs.assertOwn(workspaceId, id);
    return { items: this.uploads.ofRun(workspaceId, id) };
  }

  /** As a download, whatever it says it is: what strangers send must never become a page of this origin. */
  @Needs("personalData.view")
  @Get("files/:id")
  async download(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const found = this.uploads.find(workspaceId, id);
    const content = found && (await this.uploads.read(found));
    if (!content) throw new Problem("notFound");
    return reply
      .headers({
        "content-type": "application/octet-stream",
        "content-length": found.size,
        "content-disposition": attachmentOf(found.name),
        "content-security-policy": nobodysPage,
        "cache-control": "private, no-store",
      })
      .send(content);
  }
}
