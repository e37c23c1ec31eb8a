import { pickLocale, variablesSchema, type VariableList } from "@leeway/api";
import { Body, Controller, Get, Headers, Put } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { revised } from "./list-revision.js";
import { VariablesService } from "./variables.service.js";

@Controller("api/v1/variables")
export class VariablesController {
  constructor(private readonly variables: VariablesService) {}

  @Get()
  list(@CurrentWorkspace() { workspaceId }: WorkspaceUser): VariableList {
    return revised(this.variables.list(workspaceId));
  }

  /** Refused as a whole when one row is wrong, or when somebody saved after the revision that it was made of. */
  @Put()
  async replace(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Body({ schema: variablesSchema }) { items, revision }: VariableList,
    @Headers("accept-language") language?: string,
  ): Promise<VariableList> {
    return revised(await this.variables.replace(workspaceId, items, pickLocale(language), revision));
  }
}
