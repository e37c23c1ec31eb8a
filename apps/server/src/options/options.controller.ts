import { optionsQuerySchema, pickLocale, type OptionsQuery } from "@leeway/api";
import { Controller, Get, Headers, Param, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { OptionsService, type Options } from "./options.service.js";

@Controller("api/v1/options")
export class OptionsController {
  constructor(private readonly options: OptionsService) {}

  @Needs("credentials.use")
  @Get(":nodeType/:param")
  find(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("nodeType") nodeType: string,
    @Param("param") param: string,
    @Query({ schema: optionsQuerySchema }) { credential, refresh, limit, search, cursor, ...given }: OptionsQuery,
    @Headers("accept-language") language?: string,
  ): Promise<Options> {
    const locale = pickLocale(language);
    const credentialId = credential;
    return this.options.find({
      workspaceId,
      nodeType,
      param,
      credentialId,
      given,
      limit,
      search,
      cursor,
      refresh,
      locale,
    });
  }
}
