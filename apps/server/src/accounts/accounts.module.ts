import { Module } from "@nestjs/common";
import { AccountsService } from "./accounts.service.js";
import { ApiKeysController } from "./api-keys.controller.js";
import { ApiKeysService } from "./api-keys.service.js";
import { AuthController } from "./auth.controller.js";
import { AuthGuard } from "./auth.guard.js";
import { AuthStates } from "./auth-states.js";
import { BrowserSessions } from "./browser-sessions.js";
import { Callers } from "./callers.js";
import { PaceModule } from "../pace/pace.module.js";
import { Guesses } from "./guesses.js";
import { KeyRetention } from "./key-retention.js";
import { KnownBrowsers } from "./known-browsers.js";
import { LettersService } from "./letters/letters.service.js";
import { MeController } from "./me.controller.js";
import { PasskeysController } from "./passkeys/passkeys.controller.js";
import { PasskeysService } from "./passkeys/passkeys.service.js";
import { PasswordResetController } from "./password-reset/password-reset.controller.js";
import { PasswordResetService } from "./password-reset/password-reset.service.js";
import { ResetLinksController } from "./password-reset/reset-links.controller.js";
import { FactorRulesController } from "./second-factor/factor-rules.controller.js";
import { SecondFactorController } from "./second-factor/second-factor.controller.js";
import { SecondFactorService } from "./second-factor/second-factor.service.js";
import { SecondStepService } from "./second-factor/second-step.service.js";
import { SessionsController } from "./sessions.controller.js";
import { SessionsService } from "./sessions.service.js";
import { SessionsWithoutRoom } from "./sessions-without-room.js";
import { SignInService } from "./sign-in.service.js";

/**
 * People, workspaces, sessions and keys. `AuthGuard` is exported for the root module, which sets it before every
 * route (`app.useGlobalGuards(app.get(AuthGuard))`).
 */
@Module({
  imports: [PaceModule],
  controllers: [
    AuthController,
    PasswordResetController,
    ResetLinksController,
    SessionsController,
    SecondFactorController,
    FactorRulesController,
    PasskeysController,
    MeController,
    ApiKeysController,
  ],
  providers: [
    AccountsService,
    SignInService,
    PasswordResetService,
    LettersService,
    SessionsService,
    SessionsWithoutRoom,
    SecondFactorService,
    SecondStepService,
    PasskeysService,
    AuthStates,
    BrowserSessions,
    KnownBrowsers,
    Guesses,
    ApiKeysService,
    KeyRetention,
    Callers,
    AuthGuard,
  ],
  exports: [
    AccountsService,
    LettersService,
    AuthStates,
    SessionsService,
    BrowserSessions,
    Guesses,
    ApiKeysService,
    KeyRetention,
    AuthGuard,
  ],
})
export class AccountsModule {}
