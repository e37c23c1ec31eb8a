import type { AuthState, SecondStep } from "@leeway/api";
import { Injectable } from "@nestjs/common";
import { SystemMail } from "../adapters/mail/system-mail.js";
import { Settings } from "../config/settings.js";
import { AccountsService } from "./accounts.service.js";

/** What the first screen needs to know. */
@Injectable()
export class AuthStates {
  constructor(
    private readonly settings: Settings,
    private readonly accounts: AccountsService,
    private readonly mail: SystemMail,
  ) {}

  /** `step`: what a person has to show whose password was right. */
  of(signedIn: boolean, step: SecondStep | null = null): AuthState {
    const { version, environment } = this.settings;
    const { LEEWAY_OIDC_ISSUER: issuer, LEEWAY_OIDC_NAME: name } = environment;
    return {
      setupNeeded: this.accounts.setupNeeded(),
      signedIn,
      step,
      resetByMail: this.mail.isSetUp,
      oidc: issuer === undefined ? null : (name ?? new URL(issuer).host),
      version,
    };
  }
}
