import { pickLocale, variablesSchema, type Variable } from "@leeway/api";
import { Body, Controller, Get, Headers, Put } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { VariablesService } from "./variables.service.js";

@Controller("api/v1/variables")
export class VariablesController {
  constructor(private readonly variables: VariablesService) {}

  @Get()
  list(@CurrentWorkspace() { workspaceId }: WorkspaceUser): { items: Variable[] } {
    return { items: this.variables.list(workspaceId) };
  }

  /** Refused as a whole when one row is wrong. */
  @Put()
  async replace(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Body({ schema: variablesSchema }) { items }: { items: Variable[] },
    @Headers("accept-language") language?: string,
  ): Promise<{ items: Variable[] }> {
    return { items: await this.variables.replace(workspaceId, items, pickLocale(language)) };
  }
}
