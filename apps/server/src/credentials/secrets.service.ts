import type { OpenSecret, Secrets, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { Vault } from "../adapters/secrets/vault.js";
import { DATABASE, Settings } from "../config/settings.js";
import { credentialColumns, openData, type CredentialRow } from "./credential.rows.js";
import { openSecretOf, rehearsalSecret, type Surroundings } from "./open-secret.js";

/** Opens credentials for the step that sends. Nothing opened is kept: a changed credential counts from the next call on. */
@Injectable()
export class SecretsService implements Secrets {
  readonly #find: Statement<[string, string], CredentialRow>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly vault: Vault,
    private readonly settings: Settings,
  ) {
    this.#find = handle.prepare(`SELECT ${credentialColumns} WHERE workspace_id = ? AND id = ?`);
  }

  open(workspaceId: string, credentialId: string, rehearsal: boolean): Promise<OpenSecret | StepError> {
    const row = this.#find.get(workspaceId, credentialId);
    return Promise.resolve(row ? this.openRow(row, rehearsal) : { code: "credential.unreadable", values: {} });
  }

  openRow(row: CredentialRow, rehearsal = false): OpenSecret | StepError {
    const opened = this.#open(row, rehearsal);
    return "code" in opened ? opened : { ...opened, name: row.name };
  }

  #open(row: CredentialRow, rehearsal: boolean): OpenSecret | StepError {
    if (rehearsal && row.type === "leelooToken") return rehearsalSecret(this.around);
    try {
      return openSecretOf(row.type, openData(this.vault, row), this.around);
    } catch {
      // Sealed with another key, moved to another row, or changed by hand: the reason is the same for people.
      return { code: "credential.unreadable", values: { credential: row.name } };
    }
  }

  private get around(): Surroundings {
    return { sandboxUrl: this.settings.sandboxUrl, poolKey: (token) => this.vault.poolKey(token) };
  }
}
