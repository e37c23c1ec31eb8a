import {
  fieldsSchema,
  pickLocale,
  wholeListQuerySchema,
  type FieldList,
  type UsedBy,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Get, Headers, Param, Put, Query } from "@nestjs/common";
import { pageOf } from "../problems/whole-list.js";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { revised } from "../variables/list-revision.js";
import { FieldsService } from "./fields.service.js";

@Controller("api/v1/fields")
export class FieldsController {
  constructor(private readonly fields: FieldsService) {}

  @Needs("values.view")
  @AsWritten(["name", "default"])
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): FieldList & { nextCursor?: string } {
    const all = revised(this.fields.list(workspaceId));
    return { ...all, ...pageOf(all.items, query, ({ name }) => name) };
  }

  /** The workflows that read or write a custom field, in their draft or as they are published. */
  @Needs("values.view")
  @Get(":name/used-by")
  @AsWritten(["name"])
  usedBy(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("name") name: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Headers("accept-language") language?: string,
  ): { items: UsedBy[]; nextCursor?: string } {
    return pageOf(this.fields.users(workspaceId, name, pickLocale(language)), query, ({ id }) => id);
  }

  /** Refused as a whole when one row is wrong, or when somebody saved after the revision that it was made of. */
  @Needs("values.edit")
  @Put()
  async replace(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: fieldsSchema }) { items, revision }: FieldList,
    @Headers("accept-language") language?: string,
  ): Promise<FieldList> {
    return revised(await this.fields.replace(who, items, pickLocale(language), revision));
  }
}
