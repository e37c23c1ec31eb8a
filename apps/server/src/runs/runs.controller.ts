import {
  approveStepSchema,
  changeItemsSchema,
  loopItemsQuerySchema,
  may,
  pickLocale,
  replayRunSchema,
  resolveStepSchema,
  runEventsQuerySchema,
  runListQuerySchema,
  runStepsQuerySchema,
  startRunSchema,
  type RunListQuery,
  type LoopItemsQuery,
  type RunStepsQuery,
  type ChangeItems,
  type ReplayRun,
  type StartRun,
} from "@leeway/api";
import type { Json } from "@leeway/engine";
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res, Sse } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import type { FastifyReply } from "fastify";
import { assertMay, CurrentWorkspace, Needs, SameRole, type WorkspaceUser } from "../accounts/auth.guard.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import { Problem } from "../problems/problem.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { ItemChanges } from "./item-changes.js";
import { ReplaysService } from "./replays.service.js";
import { RunLists } from "./run-lists.js";
import { RunWatch } from "./run-watch.js";
import { readerOf } from "./stream-reader.js";
import { RunsReader } from "./runs.reader.js";
import { RunsService } from "./runs.service.js";
import { WaitAnswers } from "./wait-answers.js";

@Controller("api/v1")
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly answers: WaitAnswers,
    private readonly replays: ReplaysService,
    private readonly itemChanges: ItemChanges,
    private readonly lists: RunLists,
    private readonly reader: RunsReader,
    private readonly watch: RunWatch,
    private readonly workflows: WorkflowsService,
  ) {}

  @Needs("runs.start")
  @Post("workflows/:id/runs")
  @HttpCode(202)
  start(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: startRunSchema.default({}) }) wish: StartRun,
  ) {
    return this.runs.start(workspaceId, id, wish);
  }

  @RouteConfig({ streams: true })
  @Needs("runs.view")
  @Sse("workflows/:id/events")
  changes(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @SameRole() welcome: () => boolean,
    @Param("id") id: string,
  ) {
    this.workflows.get(workspaceId, id);
    return this.watch.changes(id, { welcome });
  }

  @Needs("runs.view")
  @Get("runs")
  list(
    @CurrentWorkspace() who: WorkspaceUser,
    @Query({ schema: runListQuerySchema }) { limit, cursor, ...filter }: RunListQuery,
    @Headers("accept-language") language?: string,
  ) {
    // Who may not see a phone would learn by searching for it whether it is there.
    if (filter.q) assertMay(who, "personalData.view");
    return this.lists.list(who.workspaceId, filter, { limit, cursor }, pickLocale(language));
  }

  @Needs("runs.view")
  @Get("runs/:id")
  get(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ) {
    return this.reader.get(workspaceId, id, pickLocale(language));
  }

  @Needs("runs.view")
  @Get("runs/:id/steps")
  steps(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: runStepsQuerySchema }) query: RunStepsQuery,
    @Headers("accept-language") language?: string,
  ) {
    return this.reader.steps(workspaceId, id, query, pickLocale(language));
  }

  @Needs("runs.view")
  @Get("runs/:id/steps/:key")
  async step(
    @CurrentWorkspace() { workspaceId, role }: WorkspaceUser,
    @Param("id") id: string,
    @Param("key") key: string,
    @Headers("accept-language") language?: string,
  ) {
    const step = await this.reader.step(workspaceId, id, key, pickLocale(language));
    return may(role, "addresses.view") ? this.answers.withAddress(id, step) : step;
  }

  @Needs("runs.view")
  @Get("runs/:id/steps/:key/items")
  items(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Param("key") key: string,
    @Query({ schema: loopItemsQuerySchema }) query: LoopItemsQuery,
    @Headers("accept-language") language?: string,
  ) {
    return this.reader.items(workspaceId, id, key, query, pickLocale(language));
  }

  @RouteConfig({ streams: true })
  @Needs("runs.view")
  @Sse("runs/:id/events")
  events(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @SameRole() welcome: () => boolean,
    @Res({ passthrough: true }) { raw }: FastifyReply,
    @Param("id") id: string,
    @Query({ schema: runEventsQuerySchema }) { items }: { items: "all" | "none" },
    @Headers("last-event-id") lastEventId?: string,
  ) {
    this.reader.assertOwn(workspaceId, id);
    const number = Number(lastEventId ?? 0);
    const after = Number.isInteger(number) && number > 0 ? number : 0;
    const reader = readerOf(raw, welcome);
    return items === "none" ? this.watch.outline(id, after, reader) : this.watch.stream(id, after, reader);
  }

  @Needs("runs.settle")
  @Post("runs/:id/cancel")
  @HttpCode(202)
  async cancel(@CurrentWorkspace() { workspaceId, userId }: WorkspaceUser, @Param("id") id: string) {
    await this.runs.cancel(workspaceId, id, userId).catch((error: unknown) => {
      throw isFullDisk(error) ? new Problem("run.noRoomToCancel") : error;
    });
    return { runId: id };
  }

  @Needs("runs.settle")
  @Post("runs/:id/replay")
  @HttpCode(202)
  replay(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: replayRunSchema.default({}) }) wish: ReplayRun,
  ) {
    return this.replays.replay(workspaceId, id, wish);
  }

  @Needs("runs.settle")
  @Post("runs/:id/steps/:key/items")
  @HttpCode(202)
  changeItems(
    @CurrentWorkspace() { workspaceId, userId }: WorkspaceUser,
    @Param("id") id: string,
    @Param("key") key: string,
    @Body({ schema: changeItemsSchema }) wish: ChangeItems,
  ) {
    return this.itemChanges.change(workspaceId, id, key, wish, userId);
  }

  @Needs("runs.settle")
  @Post("runs/:id/steps/:key/approve")
  @HttpCode(202)
  async approve(
    @CurrentWorkspace() { workspaceId, userId }: WorkspaceUser,
    @Param("id") id: string,
    @Param("key") key: string,
    @Body({ schema: approveStepSchema }) word: { approved: boolean; data?: Json },
  ) {
    await this.answers.approve(workspaceId, id, key, word, userId);
    return { runId: id };
  }

  @Needs("runs.settle")
  @Post("runs/:id/steps/:key/resolve")
  @HttpCode(202)
  async resolve(
    @CurrentWorkspace() { workspaceId, userId }: WorkspaceUser,
    @Param("id") id: string,
    @Param("key") key: string,
    @Body({ schema: resolveStepSchema }) how: { as: "done" | "retry" | "fail"; output?: Json },
  ) {
    await this.runs.resolve(workspaceId, id, key, how, userId);
    return { runId: id };
  }
}
