import {
  bulkCancelSchema,
  bulkReplaySchema,
  bulkResolveSchema,
  type BulkCancel,
  type BulkReplay,
  type BulkResolve,
} from "@leeway/api";
import { Body, Controller, Get, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { RunJobs } from "./run-jobs.service.js";

/** The same for many runs at once. */
@Controller("api/v1")
export class BulkController {
  constructor(private readonly jobs: RunJobs) {}

  @Needs("runs.settle")
  @Post("runs/replay")
  @HttpCode(202)
  replay(@CurrentWorkspace() user: WorkspaceUser, @Body({ schema: bulkReplaySchema }) wish: BulkReplay) {
    const { filter, version, dryRun, requestKey } = wish;
    const what = { action: "replay" as const, filter, ...(version && { version }) };
    return this.jobs.begin(user.workspaceId, what, { dryRun, requestKey, by: user.userId });
  }

  @Needs("runs.settle")
  @Post("runs/cancel")
  @HttpCode(202)
  cancel(@CurrentWorkspace() user: WorkspaceUser, @Body({ schema: bulkCancelSchema }) wish: BulkCancel) {
    const { filter, dryRun, requestKey } = wish;
    return this.jobs.begin(user.workspaceId, { action: "cancel", filter }, { dryRun, requestKey, by: user.userId });
  }

  @Needs("runs.settle")
  @Post("runs/resolve")
  @HttpCode(202)
  resolve(@CurrentWorkspace() user: WorkspaceUser, @Body({ schema: bulkResolveSchema }) wish: BulkResolve) {
    const { filter, as, output, dryRun, requestKey } = wish;
    const what = { action: "resolve" as const, filter, as, ...(output !== undefined && { output }) };
    return this.jobs.begin(user.workspaceId, what, { dryRun, requestKey, by: user.userId });
  }

  @Needs("runs.view")
  @Get("run-jobs/:id")
  job(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string) {
    return this.jobs.get(workspaceId, id);
  }
}
