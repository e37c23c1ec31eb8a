import type { PoolRef } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { PoolUse } from "../limits/pool-use.js";
import { credentialColumns, type CredentialRow } from "./credential.rows.js";
import { SecretsService } from "./secrets.service.js";

/** Which credentials stand behind a token's pool. One that does not open has none. */
@Injectable()
export class CredentialUse implements PoolUse {
  readonly #all: Statement<[string], CredentialRow>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly secrets: SecretsService,
  ) {
    this.#all = handle.prepare(`SELECT ${credentialColumns} WHERE workspace_id = ? ORDER BY id LIMIT 1000`);
  }

  credentialsOf(workspaceId: string): Promise<{ credentialId: string; pool: PoolRef }[]> {
    const used = this.#all.all(workspaceId).flatMap((row) => {
      const opened = this.secrets.openRow(row);
      return "code" in opened || !opened.pool ? [] : [{ credentialId: row.id, pool: opened.pool }];
    });
    return Promise.resolve(used);
  }
}
