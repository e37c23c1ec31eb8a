import { hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { StartRefused } from "../database/data-folder.js";
import type { WriterQueue } from "../database/writer-queue.js";
import { seal, unseal } from "./seal.js";

/** The keys of the whole server, derived from one secret. */
export interface KeyRing {
  /** Seals the workspaces' data keys. */
  main: Buffer;
  /** Makes pool keys of tokens. */
  pools: Buffer;
  /** Signs the addresses that end a step's wait. */
  callbacks: Buffer;
  /** Marks the pages of forms. */
  forms: Buffer;
}

/** The check value stands among the data keys, under a workspace that cannot be. */
const CHECK = { workspace: "*", version: 0, identity: "leeway:key-check", text: "leeway" };
const FILE = "secret.key";

/**
 * Takes the key from the environment or the data folder (made there at the first start) and proves that it is the one
 * the database was sealed with. Anything else refuses the start in one line and changes nothing.
 */
export async function openKeyRing(
  folder: string,
  secretKey: string | undefined,
  db: Database,
  queue: WriterQueue,
): Promise<KeyRing> {
  const find = db.prepare("SELECT sealed FROM data_keys WHERE workspace_id = ? AND version = ?").pluck();
  const check = find.get(CHECK.workspace, CHECK.version) as Buffer | undefined;
  const ring = derive(secretKey ?? fromFile(join(folder, FILE), check !== undefined));
  if (check) {
    prove(ring, check, secretKey !== undefined);
    return ring;
  }
  const sealed = seal(ring.main, Buffer.from(CHECK.text), CHECK.identity);
  await queue.write((db) =>
    db
      .prepare("INSERT INTO data_keys (workspace_id, version, sealed, created_at) VALUES (?, ?, ?, ?)")
      .run(CHECK.workspace, CHECK.version, sealed, Date.now()),
  );
  return ring;
}

function prove(ring: KeyRing, check: Buffer, fromEnvironment: boolean): void {
  try {
    unseal(ring.main, check, CHECK.identity);
  } catch (error) {
    const which = fromEnvironment ? "LEEWAY_SECRET_KEY" : `The key in ${FILE}`;
    throw new StartRefused(`${which} is not the key that the credentials were sealed with. Nothing was changed.`, {
      cause: error,
    });
  }
}

function fromFile(path: string, needed: boolean): string {
  const kept = existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
  if (kept) return kept;
  if (needed)
    throw new StartRefused(
      `${path} is ${kept === undefined ? "missing" : "empty"}: put the key back, or set LEEWAY_SECRET_KEY. Nothing was changed.`,
    );
  const secret = randomBytes(32).toString("base64url");
  // In one move: a start that dies here, or finds the disk full, must not leave half a key behind. The data folder's
  // lock keeps a second first start out.
  writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return secret;
}

/** Slow on purpose (about 50 ms): the secret may have been chosen by a person. */
function derive(secret: string): KeyRing {
  const master = scryptSync(secret, "leeway:key-ring:1", 32, { N: 2 ** 14, r: 8, p: 1 });
  const named = (name: string) => Buffer.from(hkdfSync("sha256", master, "", name, 32));
  return {
    main: named("leeway:main:1"),
    pools: named("leeway:pools:1"),
    callbacks: named("leeway:callbacks:1"),
    forms: named("leeway:forms:1"),
  };
}
