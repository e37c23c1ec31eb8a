import {
  confirmApiKeysSchema,
  createApiKeySchema,
  renewApiKeySchema,
  wholeListQuerySchema,
  type ApiKey,
  type ConfirmApiKeys,
  type CreateApiKey,
  type CreatedApiKey,
  type RenewApiKey,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { pageOf } from "../problems/whole-list.js";
import type { Maker } from "./api-key.rows.js";
import { ApiKeysService } from "./api-keys.service.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "./auth.guard.js";
import { BrowserSessions } from "./browser-sessions.js";
import { ChangesAccess } from "./changes-access.js";
import { personOf } from "./person.js";

/**
 * Keys are made and deleted by people only: a key that leaks cannot make itself a successor. A key is a way in, so whoever makes
 * one, or lets one work again, shows first who they are; ending one waits for nothing.
 */
@ChangesAccess()
@Controller("api/v1/api-keys")
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("apiKeys.view")
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: ApiKey[]; nextCursor?: string } {
    return pageOf(this.keys.list(workspaceId), query, ({ id }) => id);
  }

  @Needs("apiKeys.edit")
  @Post()
  create(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: createApiKeySchema }) wish: CreateApiKey,
    @Req() request: FastifyRequest,
  ): Promise<CreatedApiKey> {
    return this.keys.create(this.#maker(request, who), wish);
  }

  /** A new secret beside the old one, which ends later. */
  @Needs("apiKeys.edit")
  @Post(":id/renew")
  renew(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: renewApiKeySchema }) wish: RenewApiKey,
    @Req() request: FastifyRequest,
  ): Promise<CreatedApiKey> {
    return this.keys.renew(this.#maker(request, who), id, wish);
  }

  @Needs("apiKeys.edit")
  @Post("confirm")
  @HttpCode(200)
  async confirm(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: confirmApiKeysSchema }) { ids }: ConfirmApiKeys,
    @Req() request: FastifyRequest,
  ): Promise<{ items: ApiKey[] }> {
    return { items: await this.keys.confirm(this.#maker(request, who), ids) };
  }

  @Needs("apiKeys.edit")
  @Delete(":id")
  @HttpCode(204)
  remove(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    personOf(who);
    return this.keys.remove(who, id);
  }

  #maker(request: FastifyRequest, who: WorkspaceUser): Maker {
    const userId = personOf(who);
    return { ...this.browser.confirmedIn(request, who), userId };
  }
}
