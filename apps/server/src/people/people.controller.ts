import { listQuerySchema, pickLocale, type ListQuery, type Person, type PersonRuns } from "@leeway/api";
import { Controller, Get, Headers, Param, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { PeopleReader } from "./people.reader.js";

@Controller("api/v1/people")
export class PeopleController {
  constructor(private readonly people: PeopleReader) {}

  @Needs("runs.view")
  @Get(":id")
  get(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<Person> {
    return this.people.get(workspaceId, id, pickLocale(language));
  }

  @Needs("runs.view")
  @Get(":id/runs")
  runs(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: listQuerySchema }) page: ListQuery,
    @Headers("accept-language") language?: string,
  ): Promise<PersonRuns> {
    return this.people.runs(workspaceId, id, page, pickLocale(language));
  }
}
