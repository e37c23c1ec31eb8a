import {
  createCredentialSchema,
  finishSignInSchema,
  listQuerySchema,
  may,
  pickLocale,
  updateCredentialSchema,
  wholeListQuerySchema,
  type Credential,
  type CredentialTest,
  type ListQuery,
  type Role,
  type SignInStart,
  type UsedBy,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { pageOf } from "../problems/whole-list.js";
import { CredentialTester } from "./credential-tester.js";
import { GoogleSignIn } from "./google/google-sign-in.js";
import { CredentialsService, type CredentialChange, type NewCredential } from "./credentials.service.js";

@Controller("api/v1/credentials")
export class CredentialsController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly tester: CredentialTester,
    private readonly signIns: GoogleSignIn,
  ) {}

  @Needs("credentials.view")
  @AsWritten(["name"])
  @Get()
  list(
    @CurrentWorkspace() { workspaceId, role }: WorkspaceUser,
    @Query({ schema: listQuerySchema }) { limit, cursor }: ListQuery,
  ): { items: Credential[]; nextCursor?: string } {
    const { items, ...more } = this.credentials.list(workspaceId, limit, cursor);
    return { items: items.map((one) => shownTo(role, one)), ...more };
  }

  @Needs("credentials.edit")
  @Post()
  create(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: createCredentialSchema }) body: NewCredential,
    @Headers("accept-language") language?: string,
  ): Promise<Credential> {
    return this.credentials.create(who, body, pickLocale(language));
  }

  @Needs("credentials.view")
  @AsWritten(["name"])
  @Get(":id")
  get(@CurrentWorkspace() { workspaceId, role }: WorkspaceUser, @Param("id") id: string): Credential {
    return shownTo(role, this.credentials.get(workspaceId, id));
  }

  @Needs("credentials.edit")
  @Put(":id")
  update(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: updateCredentialSchema }) body: CredentialChange,
    @Headers("accept-language") language?: string,
  ): Promise<Credential> {
    return this.credentials.update(who, id, body, pickLocale(language));
  }

  @Needs("credentials.edit")
  @Delete(":id")
  @HttpCode(204)
  remove(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<void> {
    return this.credentials.remove(who, id, pickLocale(language));
  }

  /** The workflows that sign in with it, in their draft or as they are published. */
  @Needs("credentials.view")
  @AsWritten(["name"])
  @Get(":id/used-by")
  usedBy(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Headers("accept-language") language?: string,
  ): { items: UsedBy[]; nextCursor?: string } {
    return pageOf(this.credentials.users(workspaceId, id, pickLocale(language)), query, (user) => user.id);
  }

  /** Where the person signs in at the service; it leads back to a page of the editor, which calls `finishSignIn`. */
  @Needs("credentials.edit")
  @Post(":id/sign-in")
  @HttpCode(200)
  signIn(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): SignInStart {
    return this.signIns.begin(who, id);
  }

  @Needs("credentials.edit")
  @Post("sign-in")
  @HttpCode(200)
  finishSignIn(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: finishSignInSchema }) { state, code }: { state: string; code: string },
    @Headers("accept-language") language?: string,
  ): Promise<Credential> {
    return this.signIns.finish(who, state, code, pickLocale(language));
  }

  /** Calls the far end once, by the limiter's leave, says what is wrong, and remembers how it ended. */
  @Needs("credentials.use")
  @Post(":id/test")
  @HttpCode(200)
  async test(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<CredentialTest> {
    const row = this.credentials.row(workspaceId, id);
    const result = await this.tester.test(row, pickLocale(language));
    await this.credentials.keepTest(row, result.ok);
    return result;
  }
}

/**
 * Who may not change a credential sees that it is there, what it is called and whether the far end takes it: enough to choose
 * it. Its settings (hosts, accounts, user names) are for those who keep it.
 */
const shownTo = (role: Role, credential: Credential): Credential =>
  may(role, "credentials.edit") ? credential : { ...credential, data: {} };
