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
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { pageOf } from "../problems/whole-list.js";
import { ApiKeysService } from "./api-keys.service.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "./auth.guard.js";
import { personOf } from "./person.js";
import { ChangesAccess } from "./changes-access.js";

/** Keys are made and deleted by people only: a key that leaks cannot make itself a successor. */
@ChangesAccess()
@Controller("api/v1/api-keys")
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

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
  ): Promise<CreatedApiKey> {
    return this.keys.create({ ...who, userId: personOf(who) }, wish);
  }

  /** A new secret beside the old one, which ends later. */
  @Needs("apiKeys.edit")
  @Post(":id/renew")
  renew(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: renewApiKeySchema }) wish: RenewApiKey,
  ): Promise<CreatedApiKey> {
    return this.keys.renew({ ...who, userId: personOf(who) }, id, wish);
  }

  @Needs("apiKeys.edit")
  @Post("confirm")
  @HttpCode(200)
  async confirm(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: confirmApiKeysSchema }) { ids }: ConfirmApiKeys,
  ): Promise<{ items: ApiKey[] }> {
    personOf(who);
    return { items: await this.keys.confirm(who, ids) };
  }

  @Needs("apiKeys.edit")
  @Delete(":id")
  @HttpCode(204)
  remove(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    personOf(who);
    return this.keys.remove(who, id);
  }
}
