import { SANDBOX_BASE_URL, type CarriedCredential, type CredentialType, type ImportReport } from "@leeway/api";
import type { JsonObject } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { CredentialsService, newCredentialId } from "../credentials/credentials.service.js";
import type { Wish } from "./import-values.js";
import { NamePairs } from "./name-pairs.js";
import { carriedOf } from "./workspace-export.js";

const LONGEST_NAME = 100;
interface There {
  id: string;
  type: CredentialType;
  name: string;
  secretMissing: number | null;
  publicData: string;
}
type Told = ImportReport["credentials"][number];

/** What is to become of a credential of the file; `data` where it is to be made. */
export interface PlannedCredential {
  from: string;
  told: Told;
  data: JsonObject | undefined;
}

/** Credentials of a file: those that are there are used, the others wait for somebody to enter their secret. */
@Injectable()
export class ImportCredentials {
  constructor(
    private readonly credentials: CredentialsService,
    @Inject(DATABASE) private readonly database: OpenDatabase,
  ) {}

  /** Finds out what becomes of each, before any of it is done. */
  plan({ who, file, choices }: Pick<Wish, "who" | "file" | "choices">): PlannedCredential[] {
    const there = this.database.handle
      .prepare(
        "SELECT id, type, name, secret_missing AS secretMissing, public_data AS publicData FROM credentials WHERE workspace_id = ? ORDER BY id",
      )
      .all(who.workspaceId) as There[];
    const keyOf = ({ type, name }: { type: string; name: string }) => `${type} ${name}`;
    const pairs = new NamePairs(there, keyOf, file.credentials.map(keyOf));
    return file.credentials.map((one): PlannedCredential => {
      const { type, name } = one;
      const pair = pairs.pairOf(keyOf(one));
      if (pair && choices.credentials === "mine") {
        const needsSecret = pair.secretMissing === 1;
        const outcome = isAlike(pair, one) ? "same" : "kept";
        return {
          from: one.id,
          told: { id: pair.id, type, name, as: pair.name, outcome, needsSecret },
          data: undefined,
        };
      }
      const as = pair ? pairs.freeName(keyOf(one), type.length + 1 + LONGEST_NAME).slice(type.length + 1) : name;
      const { data, needsSecret } = completed(one);
      const told: Told = { id: newCredentialId(), type, name, as, outcome: pair ? "renamed" : "made", needsSecret };
      return { from: one.id, told, data };
    });
  }

  /** Part of the transaction. */
  apply(db: Database, who: Actor, planned: readonly PlannedCredential[]): void {
    for (const { told, data } of planned) {
      const { id, type, as: name, needsSecret } = told;
      if (data) this.credentials.insert(db, who, { id, type, name, data }, needsSecret);
    }
  }
}

/** What can be seen of them, the name with its capitals too. */
function isAlike({ name, publicData }: There, one: CarriedCredential): boolean {
  return name === one.name && isDeepStrictEqual(carriedOf(one.type, publicData), one.data);
}

/** With what is no secret of what a file leaves out: the built-in sandbox's token, and a mail server that asks for none. */
function completed({ type, data }: CarriedCredential): { data: JsonObject; needsSecret: boolean } {
  if (type === "leelooToken" && data["baseUrl"] === SANDBOX_BASE_URL)
    return { data: { ...data, token: "sandbox" }, needsSecret: false };
  if (type === "smtp" && data["user"] === "") return { data: { ...data, password: "" }, needsSecret: false };
  // Brought by signing in, which comes after the secret.
  if (type === "googleOAuth") return { data: { ...data, refreshToken: "" }, needsSecret: true };
  return { data, needsSecret: true };
}
