import { attentionQuerySchema, pickLocale, type AttentionList, type AttentionQuery } from "@leeway/api";
import { Controller, Get, Headers, Query } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { AttentionReader } from "./attention.reader.js";

@Controller("api/v1/attention")
export class AttentionController {
  constructor(private readonly reader: AttentionReader) {}

  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: attentionQuerySchema }) query: AttentionQuery,
    @Headers("accept-language") language?: string,
  ): AttentionList {
    return this.reader.list(workspaceId, query, pickLocale(language));
  }
}
