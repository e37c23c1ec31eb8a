import type { OpenSecret, Secrets, StepError } from "@leeway/engine";
import { LEELOO_BASE_URL } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { Vault } from "../adapters/secrets/vault.js";
import { DATABASE, Settings } from "../config/settings.js";
import { credentialColumns, openData, type CredentialRow } from "./credential.rows.js";
import { AccessTokens } from "./google/access-tokens.js";
import { SpokenSecrets } from "./spoken-secrets.js";
import { openSecretOf, rehearsalSecret, type Surroundings } from "./open-secret.js";

/**
 * Opens credentials for the step that sends. No credential that was opened is kept, so a changed one counts from the next call
 * on; what stays in memory is how its secret is spelled, to blot it out wherever it turns up.
 */
@Injectable()
export class SecretsService implements Secrets {
  readonly #find: Statement<[string, string], CredentialRow>;
  readonly #all: Statement<[string], CredentialRow>;
  readonly #spoken = new SpokenSecrets((workspaceId) => this.#spellings(workspaceId));

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly vault: Vault,
    private readonly settings: Settings,
    private readonly tokens: AccessTokens,
  ) {
    this.#find = handle.prepare(`SELECT ${credentialColumns} WHERE workspace_id = ? AND id = ?`);
    this.#all = handle.prepare(`SELECT ${credentialColumns} WHERE workspace_id = ?`);
  }

  spoken(workspaceId: string): readonly string[] {
    return this.#spoken.all(workspaceId);
  }

  /** Of those that may have been sent before this process began. Nothing of them leaves this object but asterisks. */
  #spellings(workspaceId: string): string[][] {
    return this.#all.all(workspaceId).flatMap((row) => {
      const opened = this.#open(row);
      return "code" in opened ? [] : [opened.censor];
    });
  }

  open(workspaceId: string, credentialId: string): Promise<OpenSecret | StepError> {
    const row = this.#find.get(workspaceId, credentialId);
    return Promise.resolve(row ? this.openRow(row) : { code: "credential.unreadable", values: {} });
  }

  /** The sandbox, for Leeloo. The real token is opened only to see that it could be, and never handed out. */
  standIn(
    workspaceId: string,
    credentialId: string | undefined,
    types: readonly string[],
  ): Promise<OpenSecret | StepError | undefined> {
    if (!types.includes("leelooToken")) return Promise.resolve(undefined);
    const row = credentialId === undefined ? undefined : this.#find.get(workspaceId, credentialId);
    // Of another type: the step fails as it would in a real run.
    if (row && row.type !== "leelooToken") return Promise.resolve(undefined);
    const own = row && this.openRow(row);
    const url = own && !("code" in own) ? own.data["baseUrl"] : undefined;
    const note = credentialId === undefined ? "credentialMissing" : "credentialUnreadable";
    const [realUrl, why] = typeof url === "string" ? ([url, undefined] as const) : ([LEELOO_BASE_URL, note] as const);
    const secret = rehearsalSecret(this.#around(workspaceId), realUrl, why);
    return Promise.resolve("code" in secret || !row ? secret : { ...secret, name: row.name });
  }

  openRow(row: CredentialRow): OpenSecret | StepError {
    const opened = this.#open(row);
    if ("code" in opened) return opened;
    this.#spoken.add(row.workspaceId, opened.censor);
    const named: OpenSecret = { ...opened, name: row.name };
    return this.tokens.gives(row.type) ? { ...named, access: () => this.tokens.of(row, named) } : named;
  }

  #open(row: CredentialRow): OpenSecret | StepError {
    if (row.secretMissing === 1) return { code: "credential.noSecret", values: { credential: row.name } };
    try {
      return openSecretOf(row.type, openData(this.vault, row), this.#around(row.workspaceId));
    } catch {
      // Sealed with another key, moved to another row, or changed by hand: the reason is the same for people.
      return { code: "credential.unreadable", values: { credential: row.name } };
    }
  }

  #around(workspaceId: string): Surroundings {
    const { sandboxUrl } = this.settings;
    return { workspaceId, sandboxUrl, poolKey: (token) => this.vault.poolKey(token) };
  }
}
