import {
  goOnSchema,
  heldEventsWordSchema,
  listQuerySchema,
  pickLocale,
  type GoOn,
  type HeldEventsWord,
  type ListQuery,
  type Restored,
} from "@leeway/api";
import { Body, Controller, Get, Headers, HttpCode, Post, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { RestoredService } from "./restored.service.js";

@Controller("api/v1/restored")
export class RestoredController {
  constructor(private readonly restored: RestoredService) {}

  @Needs("workspace.view")
  @Get()
  get(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Restored {
    return this.restored.of(workspaceId);
  }

  @Needs("runs.view")
  @Get("runs")
  runs(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @Headers("accept-language") language?: string,
  ) {
    return this.restored.runs(workspaceId, query, pickLocale(language));
  }

  @Needs("runs.settle")
  @Post("go-on")
  @HttpCode(200)
  goOn(@CurrentWorkspace() who: WorkspaceUser, @Body({ schema: goOnSchema }) wish: GoOn): Promise<Restored> {
    return this.restored.goOn(who, wish);
  }

  @Needs("runs.settle")
  @Post("events")
  @HttpCode(200)
  events(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: heldEventsWordSchema }) word: HeldEventsWord,
  ): Promise<Restored> {
    return this.restored.settleEvents(who, word);
  }

  @Needs("runs.settle")
  @Post("seen")
  @HttpCode(200)
  seen(@CurrentWorkspace() who: WorkspaceUser): Promise<Restored> {
    return this.restored.seen(who);
  }
}
