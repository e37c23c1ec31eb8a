import {
  attentionQuerySchema,
  pickLocale,
  resolveAttentionSchema,
  type AttentionList,
  type AttentionQuery,
  type ResolveAttention,
  type ResolvedAttention,
} from "@leeway/api";
import { Body, Controller, Get, Headers, HttpCode, Post, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { AttentionReader } from "./attention.reader.js";
import { AttentionWords } from "./attention-words.js";

@Controller("api/v1/attention")
export class AttentionController {
  constructor(
    private readonly reader: AttentionReader,
    private readonly words: AttentionWords,
  ) {}

  @Needs("runs.view")
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: attentionQuerySchema }) query: AttentionQuery,
    @Headers("accept-language") language?: string,
  ): AttentionList {
    return this.reader.list(workspaceId, query, pickLocale(language));
  }

  /** One word for several; each is answered by itself. */
  @Needs("runs.settle")
  @Post("resolve")
  @HttpCode(200)
  resolve(
    @CurrentWorkspace() user: WorkspaceUser,
    @Body({ schema: resolveAttentionSchema }) wish: ResolveAttention,
    @Headers("accept-language") language?: string,
  ): Promise<ResolvedAttention> {
    return this.words.say(user, wish, pickLocale(language));
  }
}
