import { Module } from "@nestjs/common";
import { POOL_USE } from "../limits/pool-use.js";
import { CredentialTester } from "./credential-tester.js";
import { CredentialUse } from "./credential-use.js";
import { CredentialsController } from "./credentials.controller.js";
import { CredentialsService } from "./credentials.service.js";
import { AccessTokens } from "./google/access-tokens.js";
import { GoogleSignIn } from "./google/google-sign-in.js";
import { TokenEndpoint } from "./google/token-endpoint.js";
import { SecretsService } from "./secrets.service.js";
import { ServiceCalls } from "./service-calls.js";

@Module({
  controllers: [CredentialsController],
  providers: [
    TokenEndpoint,
    AccessTokens,
    GoogleSignIn,
    SecretsService,
    CredentialsService,
    ServiceCalls,
    CredentialTester,
    CredentialUse,
    { provide: POOL_USE, useExisting: CredentialUse },
  ],
  exports: [SecretsService, CredentialsService, ServiceCalls, CredentialUse, POOL_USE],
})
export class CredentialsModule {}
