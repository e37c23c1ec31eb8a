import {
  listQuerySchema,
  noticeRuleSchema,
  pickLocale,
  sayAskedError,
  testNoticeSchema,
  workflowNoticesSchema,
  type CredentialTest,
  type ListQuery,
  type NoticeChannel,
  type NoticeRule,
  type WorkflowNotices,
} from "@leeway/api";
import { CancelSwitch, type Locale } from "@leeway/engine";
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query } from "@nestjs/common";
import { uuidv7 } from "uuidv7";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { NoticePost } from "./notice-post.js";
import { NoticeRules } from "./notice-rules.service.js";
import { NoticesReader } from "./notices.reader.js";

@Controller("api/v1")
export class NoticesController {
  constructor(
    private readonly rules: NoticeRules,
    private readonly post: NoticePost,
    private readonly reader: NoticesReader,
  ) {}

  @Needs("notices.view")
  @Get("notices")
  get(@CurrentWorkspace() { workspaceId }: WorkspaceUser): NoticeRule {
    return this.rules.ofWorkspace(workspaceId);
  }

  @Needs("notices.edit")
  @Put("notices")
  set(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: noticeRuleSchema }) rule: NoticeRule,
  ): Promise<NoticeRule> {
    return this.rules.setWorkspace(who, rule);
  }

  @Needs("notices.view")
  @Get("notices/deliveries")
  deliveries(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: listQuerySchema }) { limit, cursor }: ListQuery,
    @Headers("accept-language") language?: string,
  ) {
    return this.reader.list(workspaceId, limit, cursor, pickLocale(language));
  }

  /** Sends one now, and says how it went. */
  @Needs("notices.edit")
  @Post("notices/test")
  @HttpCode(200)
  async test(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Body({ schema: testNoticeSchema }) { channel, language }: { channel: NoticeChannel; language: Locale },
    @Headers("accept-language") accepted?: string,
  ): Promise<CredentialTest> {
    const id = `ntc_${uuidv7()}`;
    const undelivered = await this.post.send({ id, workspaceId, channel, language }, new CancelSwitch());
    if (!undelivered) return { ok: true };
    const { error } = undelivered;
    return { ok: false, error: { code: error.code, ...sayAskedError(error, pickLocale(accepted)) } };
  }

  @Needs("notices.view")
  @Get("workflows/:id/notices")
  ofWorkflow(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string): WorkflowNotices {
    return this.rules.ofWorkflow(workspaceId, id);
  }

  @Needs("notices.edit")
  @Put("workflows/:id/notices")
  setOfWorkflow(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: workflowNoticesSchema }) notices: WorkflowNotices,
  ): Promise<WorkflowNotices> {
    return this.rules.setWorkflow(who, id, notices);
  }
}
