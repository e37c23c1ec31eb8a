import type { CredentialTest } from "@leeway/api";
import type { JsonObject, Locale, StepError, StepOutcome } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { matchesHost } from "../adapters/http-client/addresses.js";
import { Settings } from "../config/settings.js";
import type { CredentialRow } from "./credential.rows.js";
import { sayRefusal } from "./say-refusal.js";
import { SecretsService } from "./secrets.service.js";
import { ServiceCalls, type Asker } from "./service-calls.js";

/** The cheapest call there is that needs the token. */
const probes: Partial<Record<string, string>> = {
  leelooToken: "leeloo.tag.list",
  telegramBot: "telegram.bot.get",
  smtp: "email.server.check",
  googleServiceAccount: "googleSheets.account.check",
  googleOAuth: "googleSheets.account.check",
};

/** Tries a credential at its far end, once. */
@Injectable()
export class CredentialTester {
  constructor(
    private readonly secrets: SecretsService,
    private readonly calls: ServiceCalls,
    private readonly settings: Settings,
  ) {}

  async test(row: CredentialRow, locale: Locale): Promise<CredentialTest> {
    const secret = this.secrets.openRow(row);
    const error = "code" in secret ? secret : await this.#try({ workspaceId: row.workspaceId, secret });
    if (!error) return { ok: true };
    return { ok: false, error: { code: error.code, ...sayRefusal(error, row.name, locale) } };
  }

  async #try(asker: Asker): Promise<StepError | undefined> {
    const { secret } = asker;
    const probe = probes[secret.type];
    if (probe) return errorOf(await this.calls.ask(probe, {}, asker));
    const [host] = secret.allowedHosts;
    return host === undefined ? undefined : this.#tryHost(asker, host);
  }

  /** The root says little of an API, but a refused secret and a host that cannot be reached show there. */
  async #tryHost(asker: Asker, host: string): Promise<StepError | undefined> {
    const url = this.#addressOf(host);
    const outcome = await this.calls.ask("http.request", { method: "GET", url, acceptErrors: true }, asker);
    if (outcome.kind !== "done") return errorOf(outcome);
    const status = (outcome.output as JsonObject)["status"];
    const values = { service: host, status: Number(status) };
    if (status === 401) return { code: "service.tokenRefused", values };
    return status === 403 ? { code: "service.noAccess", values } : undefined;
  }

  /** A secret goes unencrypted only to private hosts that the administrator named. */
  #addressOf(host: string): string {
    const plain = `http://${host}/`;
    const isPrivate =
      URL.canParse(plain) && matchesHost(this.settings.environment.LEEWAY_ALLOW_PRIVATE_HOSTS, new URL(plain));
    return isPrivate ? plain : `https://${host}/`;
  }
}

const errorOf = (outcome: StepOutcome): StepError | undefined =>
  outcome.kind === "failed" ? outcome.error : undefined;
