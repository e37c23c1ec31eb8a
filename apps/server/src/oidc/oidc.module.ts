import { Module } from "@nestjs/common";
import { AccountsModule } from "../accounts/accounts.module.js";
import { Issuer } from "./issuer.js";
import { OidcController } from "./oidc.controller.js";
import { OidcService } from "./oidc.service.js";

/** Signing in at the company's own issuer. */
@Module({ imports: [AccountsModule], controllers: [OidcController], providers: [Issuer, OidcService] })
export class OidcModule {}
