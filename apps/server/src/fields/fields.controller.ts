import { fieldsSchema, pickLocale, type Field } from "@leeway/api";
import { Body, Controller, Get, Headers, Put } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { FieldsService } from "./fields.service.js";

@Controller("api/v1/fields")
export class FieldsController {
  constructor(private readonly fields: FieldsService) {}

  @Get()
  list(@CurrentWorkspace() { workspaceId }: WorkspaceUser): { items: Field[] } {
    return { items: this.fields.list(workspaceId) };
  }

  /** Refused as a whole when one row is wrong. */
  @Put()
  async replace(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Body({ schema: fieldsSchema }) { items }: { items: Field[] },
    @Headers("accept-language") language?: string,
  ): Promise<{ items: Field[] }> {
    return { items: await this.fields.replace(workspaceId, items, pickLocale(language)) };
  }
}
