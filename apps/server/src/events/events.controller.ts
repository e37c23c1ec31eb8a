import {
  leelooHubChangeSchema,
  listQuerySchema,
  pickLocale,
  type LeelooEvent,
  type LeelooHub,
  type LeelooHubChange,
  type ListQuery,
} from "@leeway/api";
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { Problem } from "../problems/problem.js";
import { EventsReader } from "./events.reader.js";
import { EventsStore } from "./events.store.js";
import { FanOut } from "./fan-out.service.js";
import { HubService } from "./hub.service.js";

/** What Leeloo sent, and the address to which it sends. */
@Controller("api/v1")
export class EventsController {
  constructor(
    private readonly hub: HubService,
    private readonly events: EventsStore,
    private readonly reader: EventsReader,
    private readonly fanOut: FanOut,
  ) {}

  @Needs("addresses.view")
  @Get("leeloo-hub")
  address(@CurrentWorkspace() { workspaceId }: WorkspaceUser): Promise<LeelooHub> {
    return this.hub.get(workspaceId);
  }

  @Needs("leeloo.connect")
  @Put("leeloo-hub")
  change(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: leelooHubChangeSchema }) { forwardTo }: LeelooHubChange,
  ): Promise<LeelooHub> {
    return this.hub.forwardTo(who, forwardTo);
  }

  @Needs("leeloo.connect")
  @Post("leeloo-hub/renew")
  @HttpCode(200)
  renew(@CurrentWorkspace() who: WorkspaceUser): Promise<LeelooHub> {
    return this.hub.renew(who);
  }

  @Needs("runs.view")
  @Get("leeloo-events")
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @Headers("accept-language") language?: string,
  ): { items: LeelooEvent[]; nextCursor?: string } {
    return this.reader.list(workspaceId, query, pickLocale(language));
  }

  @Needs("runs.view")
  @Get("leeloo-events/:id")
  one(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): LeelooEvent {
    return this.reader.get(workspaceId, id, pickLocale(language));
  }

  /** Answered when every workflow that listens and had no run of it has been offered the event. */
  @Needs("runs.start")
  @Post("leeloo-events/:id/deliver")
  @HttpCode(200)
  async deliver(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<LeelooEvent> {
    const event = this.events.get(workspaceId, id);
    if (!event) throw new Problem("notFound");
    await this.fanOut.again(event);
    return this.reader.get(workspaceId, id, pickLocale(language));
  }
}
