import {
  backfillRequestSchema,
  pickLocale,
  type Backfill as BackfillDto,
  type BackfillRequest,
  type Poll as PollDto,
  type PollAhead,
} from "@leeway/api";
import type { Clock, Locale } from "@leeway/engine";
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { CLOCK } from "../adapters/engine.tokens.js";
import { Problem } from "../problems/problem.js";
import { toError } from "../runs/run-telling.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { wordsOf, type Words } from "../workflows/words.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { Backfills } from "./backfills.service.js";
import type { Backfill } from "./backfills.store.js";
import { Poller } from "./poller.service.js";
import { PollsAhead, type Ahead } from "./polls-ahead.service.js";
import { PollsStore, type Poll } from "./polls.store.js";

/** Of times from before 1970, which say that nothing was there, nothing is told. */
const iso = (at: number | null | undefined) =>
  at === null || at === undefined || at <= 0 ? null : new Date(at).toISOString();

/** Triggers that look in Leeloo by themselves, as people see them. */
@Controller("api/v1/workflows/:id/polls")
export class PollsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly polls: PollsStore,
    private readonly poller: Poller,
    private readonly backfills: Backfills,
    private readonly aheads: PollsAhead,
    private readonly nodes: DocumentNodes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Needs("workflows.view")
  @Get()
  list(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): { items: PollDto[] } {
    this.workflows.get(who.workspaceId, id);
    const locale = pickLocale(language);
    return { items: this.polls.of(id).map((poll) => this.#told(poll, locale)) };
  }

  /** What publishing the draft would start at once: it is read in Leeloo now. */
  @Needs("workflows.publish")
  @Get("ahead")
  async ahead(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollAhead[] }> {
    const { document } = this.workflows.get(workspaceId, id);
    const locale = pickLocale(language);
    const words = wordsOf(document, locale);
    const items = (await this.aheads.of(workspaceId, id, document)).map((one) => toAhead(one, locale, words));
    return { items };
  }

  @Needs("runs.pause")
  @Post(":nodeId/pause")
  @HttpCode(200)
  async pause(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.polls.pause(this.#poll(who, id, nodeId), this.clock.now());
    return this.list(who, id, language);
  }

  @Needs("runs.pause")
  @Post(":nodeId/resume")
  @HttpCode(200)
  async resume(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.polls.resume(this.#poll(who, id, nodeId), this.clock.now());
    return this.list(who, id, language);
  }

  /** Does not wait for what comes of it. */
  @Needs("runs.start")
  @Post(":nodeId/look")
  @HttpCode(200)
  async look(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.poller.lookNow(this.#poll(who, id, nodeId));
    return this.list(who, id, language);
  }

  @Needs("runs.start")
  @Post(":nodeId/backfill")
  @HttpCode(200)
  async count(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Body({ schema: backfillRequestSchema }) { from, to }: BackfillRequest,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.backfills.count(this.#poll(who, id, nodeId), Date.parse(from), Date.parse(to));
    return this.list(who, id, language);
  }

  @Needs("runs.start")
  @Post(":nodeId/backfill/start")
  @HttpCode(200)
  async begin(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.backfills.begin(this.#poll(who, id, nodeId));
    return this.list(who, id, language);
  }

  @Needs("runs.start")
  @Post(":nodeId/backfill/stop")
  @HttpCode(200)
  async end(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("nodeId") nodeId: string,
    @Headers("accept-language") language?: string,
  ): Promise<{ items: PollDto[] }> {
    await this.backfills.end(this.#poll(who, id, nodeId));
    return this.list(who, id, language);
  }

  #poll({ workspaceId }: WorkspaceUser, id: string, nodeId: string): Poll {
    this.workflows.get(workspaceId, id);
    const found = this.polls.of(id).find((poll) => poll.nodeId === nodeId);
    if (!found) throw new Problem("notFound");
    return found;
  }

  #told(poll: Poll, locale: Locale): PollDto {
    const { nodeId, lastError, documentId, found, requests, cut, mark } = poll;
    const words = this.nodes.words(locale)(documentId ?? "");
    const backfill = this.backfills.of(poll);
    return {
      nodeId,
      paused: poll.pausedAt !== null,
      nextAt: iso(poll.dueAt),
      looking: this.poller.isLooking(poll),
      lastAt: iso(poll.lastAt),
      lastError: lastError && toError({ ...lastError, nodeId }, locale, words),
      found,
      requests,
      cut,
      since: iso(mark?.since),
      afreshAt: iso(poll.afreshAt),
      backfill: backfill ? toBackfill(backfill, locale, words) : null,
    };
  }
}

function toBackfill({ from, until, error, ...backfill }: Backfill, locale: Locale, words: Words): BackfillDto {
  const { state, found, had, made, cut, calls, seconds, nodeId } = backfill;
  const period = { from: new Date(from).toISOString(), to: new Date(until).toISOString() };
  const why = error && toError({ ...error, nodeId }, locale, words);
  return { ...period, state, found, had, made, cut, calls, seconds, error: why };
}

const toAhead = ({ since, error, ...ahead }: Ahead, locale: Locale, words: Words): PollAhead => ({
  ...ahead,
  since: new Date(since).toISOString(),
  error: error && toError({ ...error, nodeId: ahead.nodeId }, locale, words),
});
