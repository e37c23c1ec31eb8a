import { credentialDataSchemas, secretFields, serviceAccountOf, type CredentialType } from "@leeway/api";
import type { JsonObject } from "@leeway/engine";
import type { Vault } from "../adapters/secrets/vault.js";

export interface CredentialRow {
  id: string;
  workspaceId: string;
  type: CredentialType;
  name: string;
  /** JSON text of what may be shown. */
  publicData: string;
  sealed: Buffer;
  createdAt: number;
  updatedAt: number;
  /** When the far end last took it, as it is kept now. */
  testedAt: number | null;
  /** 1: nobody has entered it yet. */
  secretMissing: number | null;
}

export const credentialColumns = `id, workspace_id AS workspaceId, type, name, public_data AS publicData, sealed,
  created_at AS createdAt, updated_at AS updatedAt, tested_at AS testedAt,
  secret_missing AS secretMissing FROM credentials`;

/** The name under which a credential's data is sealed: in another row it does not open. */
export const sealedAs = (id: string): string => `credentials:${id}`;

/**
 * Everything the credential holds. All of it is sealed, not the secret alone: whoever could change the row in the
 * database could otherwise send the token to a host of their own. Throws when it does not open or is none of its type.
 */
export function openData(vault: Vault, row: CredentialRow): JsonObject {
  const text = vault.open(row.workspaceId, sealedAs(row.id), row.sealed);
  return credentialDataSchemas[row.type].parse(JSON.parse(text)) as JsonObject;
}

/** The parts that are no secrets. */
export function publicPart(type: CredentialType, data: JsonObject): JsonObject {
  const open = Object.fromEntries(Object.entries(data).filter(([key]) => !secretFields[type].includes(key)));
  // With whom a spreadsheet has to be shared.
  const account = typeof data["key"] === "string" ? serviceAccountOf(data["key"]) : undefined;
  return account ? { ...open, clientEmail: account.client_email } : open;
}
