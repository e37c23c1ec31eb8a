import { listQuerySchema, pickLocale, type ListQuery, type Person, type PersonRuns } from "@leeway/api";
import { Controller, Get, Headers, Param, Query } from "@nestjs/common";
import { assertMay, CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { PeopleReader } from "./people.reader.js";

/** Leeloo's, which tells nothing of a person. Of anything else, say a phone, the answer would tell whether it is there. */
const ID = /^[0-9a-f]{24}$/i;
function assertMayAsk(who: WorkspaceUser, id: string): void {
  if (!ID.test(id)) assertMay(who, "personalData.view");
}

@Controller("api/v1/people")
export class PeopleController {
  constructor(private readonly people: PeopleReader) {}

  @Needs("runs.view")
  @Get(":id")
  get(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<Person> {
    assertMayAsk(who, id);
    return this.people.get(who.workspaceId, id, pickLocale(language));
  }

  @Needs("runs.view")
  @Get(":id/runs")
  runs(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: listQuerySchema }) page: ListQuery,
    @Headers("accept-language") language?: string,
  ): Promise<PersonRuns> {
    assertMayAsk(who, id);
    return this.people.runs(who.workspaceId, id, page, pickLocale(language));
  }
}
