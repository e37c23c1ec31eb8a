import {
  pickLocale,
  variablesSchema,
  wholeListQuerySchema,
  type VariableList,
  type UsedBy,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Get, Headers, Param, Put, Query } from "@nestjs/common";
import { pageOf } from "../problems/whole-list.js";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { revised } from "./list-revision.js";
import { VariablesService } from "./variables.service.js";

@Controller("api/v1/variables")
export class VariablesController {
  constructor(private readonly variables: VariablesService) {}

  @Needs("values.view")
  @AsWritten(["name", "value"])
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): VariableList & { nextCursor?: string } {
    const all = revised(this.variables.list(workspaceId));
    return { ...all, ...pageOf(all.items, query, ({ name }) => name) };
  }

  /** The workflows that use a variable, in their draft or as they are published. */
  @Needs("values.view")
  @Get(":name/used-by")
  @AsWritten(["name"])
  usedBy(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("name") name: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Headers("accept-language") language?: string,
  ): { items: UsedBy[]; nextCursor?: string } {
    return pageOf(this.variables.users(workspaceId, name, pickLocale(language)), query, ({ id }) => id);
  }

  /** Refused as a whole when one row is wrong, or when somebody saved after the revision that it was made of. */
  @Needs("values.edit")
  @Put()
  async replace(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: variablesSchema }) { items, revision }: VariableList,
    @Headers("accept-language") language?: string,
  ): Promise<VariableList> {
    return revised(await this.variables.replace(who, items, pickLocale(language), revision));
  }
}
