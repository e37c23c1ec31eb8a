import { createHmac, randomBytes } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { WriterQueue } from "../database/writer-queue.js";
import type { KeyRing } from "./key-ring.js";
import { seal, unseal } from "./seal.js";

/** 192 bits: with the longest name of a step, the address still fits. */
const MARK_LENGTH = 32;

interface DataKey {
  version: number;
  key: Buffer;
}

/** Seals and opens what belongs to a workspace, each with the workspace's own data key. */
export class Vault {
  readonly #ring: KeyRing;
  readonly #db: Database;
  readonly #queue: WriterQueue;
  readonly #keys = new Map<string, DataKey>();

  constructor(ring: KeyRing, db: Database, queue: WriterQueue) {
    this.#ring = ring;
    this.#db = db;
    this.#queue = queue;
  }

  /** `row` names the row, e.g. `credentials:cred_1`; the sealed bytes open under the same name only. */
  async seal(workspaceId: string, row: string, text: string): Promise<Buffer> {
    const { version, key } = await this.#newest(workspaceId);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(version);
    return Buffer.concat([head, seal(key, Buffer.from(text), `${workspaceId}:${row}`)]);
  }

  /** Throws when it was sealed for another row or workspace, or was changed. */
  open(workspaceId: string, row: string, sealed: Buffer): string {
    const { key } = this.#load(workspaceId, sealed.readUInt32BE(0));
    return unseal(key, sealed.subarray(4), `${workspaceId}:${row}`).toString();
  }

  /** Keyed hash of a token: names its pool without giving it away. */
  poolKey(token: string): string {
    return createHmac("sha256", this.#ring.pools).update(token).digest("base64url");
  }

  /** What only this installation can say of a step of a run: the unguessable part of its callback's address. */
  callbackMark(runId: string, key: string): string {
    const mark = createHmac("sha256", this.#ring.callbacks).update(JSON.stringify([runId, key]));
    return mark.digest("base64url").slice(0, MARK_LENGTH);
  }

  /** What only this installation can say of a page of a form. */
  formMark(key: string, page: string): string {
    return createHmac("sha256", this.#ring.forms)
      .update(JSON.stringify([key, page]))
      .digest("base64url");
  }

  async #newest(workspaceId: string): Promise<DataKey> {
    const find = this.#db.prepare("SELECT max(version) FROM data_keys WHERE workspace_id = ?").pluck();
    const version = find.get(workspaceId) as number | null;
    if (version !== null) return this.#load(workspaceId, version);
    const sealed = seal(this.#ring.main, randomBytes(32), identity(workspaceId, 1));
    // Two first credentials at once: the first key stays, both use it.
    await this.#queue.write((db) =>
      db
        .prepare(
          "INSERT INTO data_keys (workspace_id, version, sealed, created_at) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING",
        )
        .run(workspaceId, sealed, Date.now()),
    );
    return this.#load(workspaceId, 1);
  }

  #load(workspaceId: string, version: number): DataKey {
    const name = identity(workspaceId, version);
    const known = this.#keys.get(name);
    if (known) return known;
    const find = this.#db.prepare("SELECT sealed FROM data_keys WHERE workspace_id = ? AND version = ?").pluck();
    const sealed = find.get(workspaceId, version) as Buffer | undefined;
    if (!sealed) throw new Error(`There is no data key ${version} of ${workspaceId}.`);
    const loaded = { version, key: unseal(this.#ring.main, sealed, name) };
    this.#keys.set(name, loaded);
    return loaded;
  }
}

const identity = (workspaceId: string, version: number) => `data_keys:${workspaceId}:${version}`;
