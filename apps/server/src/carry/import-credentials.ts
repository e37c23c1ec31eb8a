import { SANDBOX_BASE_URL, type CarriedCredential, type CredentialType, type ImportReport } from "@leeway/api";
import type { JsonObject } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { isDeepStrictEqual } from "node:util";
import { carriedOf } from "./workspace-export.js";
import { CredentialsService } from "../credentials/credentials.service.js";
import type { Wish } from "./import-values.js";
import { NamePairs } from "./name-pairs.js";

const LONGEST_NAME = 100;
interface There {
  id: string;
  type: CredentialType;
  name: string;
  secretMissing: number | null;
  publicData: string;
}
type Told = ImportReport["credentials"][number];

/** Credentials of a file: those that are there are used, the others wait for somebody to enter their secret. */
@Injectable()
export class ImportCredentials {
  constructor(private readonly credentials: CredentialsService) {}

  /** Part of the transaction. `ids`: those of the file → those here. */
  apply(db: Database, { who, file, choices }: Wish): { told: Told[]; ids: Map<string, string> } {
    const there = db
      .prepare(
        "SELECT id, type, name, secret_missing AS secretMissing, public_data AS publicData FROM credentials WHERE workspace_id = ? ORDER BY id",
      )
      .all(who.workspaceId) as There[];
    const keyOf = ({ type, name }: { type: string; name: string }) => `${type} ${name}`;
    const pairs = new NamePairs(there, keyOf, file.credentials.map(keyOf));
    const ids = new Map<string, string>();
    const told = file.credentials.map((one): Told => {
      const { type, name } = one;
      const pair = pairs.pairOf(keyOf(one));
      if (pair && choices.credentials === "mine") {
        ids.set(one.id, pair.id);
        const needsSecret = pair.secretMissing === 1;
        const outcome = isAlike(pair, one) ? "same" : "kept";
        return { id: pair.id, type, name, as: pair.name, outcome, needsSecret };
      }
      const as = pair ? pairs.freeName(keyOf(one), type.length + 1 + LONGEST_NAME).slice(type.length + 1) : name;
      const { data, needsSecret } = completed(one);
      const id = this.credentials.insert(db, who, { type, name: as, data }, needsSecret);
      ids.set(one.id, id);
      return { id, type, name, as, outcome: pair ? "renamed" : "made", needsSecret };
    });
    return { told, ids };
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
