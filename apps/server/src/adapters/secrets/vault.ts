import { createHmac } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { addDataKey, identityOf, newestVersion, rootOf } from "./data-keys.js";
import { derived, opened, Unreadable, type KeyRing } from "./key-ring.js";
import { seal } from "./seal.js";

/** 192 bits: with the longest name of a step, the address still fits. */
const MARK_LENGTH = 32;
/** Of the data key's version, before what it has sealed. */
const VERSION_BYTES = 4;

/** In the place of a workspace, for what belongs to people and not to one of their workspaces. */
export const OF_PEOPLE = "*people";

/** Seals and opens what belongs to a workspace, each with the workspace's own data key. */
export class Vault {
  readonly #ring: KeyRing;
  readonly #db: Database;
  readonly #find: Statement<[string, number], { sealed: Buffer }>;
  readonly #marking = new Map<string, Buffer>();
  #root: Buffer | undefined;

  constructor(ring: KeyRing, db: Database) {
    this.#ring = ring;
    this.#db = db;
    this.#find = db.prepare("SELECT sealed FROM data_keys WHERE workspace_id = ? AND version = ?");
  }

  /**
   * Inside the write that stores it, so that no data key goes between the two. `row` names the row as `table:id`, e.g.
   * `credentials:cred_1`: the sealed bytes open under the same name only. Every column that keeps them is in
   * `sealed-columns.ts`.
   */
  seal(db: Database, workspaceId: string, row: string, text: string): Buffer {
    const version = newestVersion(db, workspaceId) ?? addDataKey(db, this.#ring, workspaceId);
    const head = Buffer.alloc(VERSION_BYTES);
    head.writeUInt32BE(version);
    const key = this.#load(workspaceId, version);
    return Buffer.concat([head, seal(key, Buffer.from(text), nameOf(workspaceId, row))]);
  }

  /** Throws `Unreadable` when it was sealed for another row or workspace, or was changed or shortened. */
  open(workspaceId: string, row: string, sealed: Buffer): string {
    const key = this.#load(workspaceId, versionOf(sealed));
    const plain = opened(key, sealed.subarray(VERSION_BYTES), nameOf(workspaceId, row));
    if (!plain) throw new Unreadable(`${row} does not open.`);
    return plain.toString();
  }

  /** Keyed hash of a token: names its pool without giving it away. */
  poolKey(token: string): string {
    return this.#mark("leeway:pools:1", token);
  }

  /** What only this installation can say of a step of a run: the unguessable part of its callback's address. */
  callbackMark(runId: string, key: string): string {
    return this.#mark("leeway:callbacks:1", JSON.stringify([runId, key])).slice(0, MARK_LENGTH);
  }

  /** What only this installation can say of a page of a form. */
  formMark(key: string, page: string): string {
    return this.#mark("leeway:forms:1", JSON.stringify([key, page]));
  }

  /** What only this installation can say of a browser in which a person has signed in. */
  browserMark(userId: string, name: string): string {
    return this.#mark("leeway:browsers:1", JSON.stringify([userId, name]));
  }

  #mark(purpose: string, text: string): string {
    this.#root ??= rootOf(this.#db, this.#ring);
    const key = this.#marking.get(purpose) ?? derived(this.#root, purpose);
    this.#marking.set(purpose, key);
    return createHmac("sha256", key).update(text).digest("base64url");
  }

  /** Read anew each time: a key of a write that was taken back must not be taken for one. */
  #load(workspaceId: string, version: number): Buffer {
    const row = this.#find.get(workspaceId, version);
    if (!row) throw new Unreadable(`There is no data key ${version} of ${workspaceId}.`);
    return this.#ring.unwrap(row.sealed, identityOf({ workspaceId, version }));
  }
}

/** The data key's version that it was sealed with. */
export function versionOf(sealed: Buffer): number {
  if (sealed.length < VERSION_BYTES) throw new Unreadable("What was sealed is cut off.");
  return sealed.readUInt32BE(0);
}

const nameOf = (workspaceId: string, row: string) => `${workspaceId}:${row}`;
