import { hkdfSync, scryptSync } from "node:crypto";
import type { Environment } from "../../config/environment.js";
import { isMade, KEY_FILE, readKeyFile } from "./key-file.js";
import { seal, unseal } from "./seal.js";

/** What was sealed does not open: under another key, in another row, or changed. Nothing of it is told. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

/** Where the secrets of the server come from. The first one seals, all of them open. */
export interface KeySource {
  kind: "environment" | "file";
  read(): string[];
}

/** What the settings say: the environment's secret before the file's. `LEEWAY_SECRET_KEY_OLD` only opens. */
export function keySourceOf(
  folder: string,
  {
    LEEWAY_SECRET_KEY: own,
    LEEWAY_SECRET_KEY_OLD: old,
  }: Pick<Environment, "LEEWAY_SECRET_KEY" | "LEEWAY_SECRET_KEY_OLD">,
): KeySource {
  const older = old === undefined ? [] : [old];
  if (own !== undefined) return { kind: "environment", read: () => [own, ...older] };
  return { kind: "file", read: () => [...readKeyFile(folder), ...older] };
}

/**
 * The keys that seal the workspaces' data keys. A command may exchange the key file while the server runs: the ring
 * reads it anew before it seals, and where nothing that it knows opens. So it must seal inside a write: writes come one
 * after the other, the command's, which seals all anew, among them.
 */
export class KeyRing {
  readonly #source: KeySource;
  #keys: Key[] = [];

  constructor(source: KeySource) {
    this.#source = source;
    this.reread();
  }

  get kind(): KeySource["kind"] {
    return this.#source.kind;
  }

  /** Ids of the keys, the one that seals first. They tell keys apart and nothing else. */
  get ids(): string[] {
    return this.#keys.map(({ id }) => id);
  }

  /** The id of a secret of this ring. */
  idOf(secret: string): string | undefined {
    return this.#keys.find((key) => key.secret === secret)?.id;
  }

  /** Takes over what the source has now. A file that cannot be read just now takes no key away. */
  reread(): void {
    const secrets = this.#source.read();
    if (secrets.length === 0) return;
    const known = this.#keys;
    this.#keys = [...new Set(secrets)].map((secret) => known.find((key) => key.secret === secret) ?? new Key(secret));
  }

  /** Inside a write only. `identity` names the row, as in `seal`. */
  wrap(plain: Buffer, identity: string): Buffer {
    this.reread();
    const [key] = this.#keys;
    if (!key) throw new Unreadable(`There is no key in ${KEY_FILE}.`);
    return seal(key.main, plain, identity);
  }

  unwrap(sealed: Buffer, identity: string): Buffer {
    return this.find(sealed, identity).plain;
  }

  /** Which key opens it, by its place in the ring, and what is in it. */
  find(sealed: Buffer, identity: string): { index: number; plain: Buffer; key: Key } {
    const found = this.#find(sealed, identity);
    if (found) return found;
    this.reread();
    const again = this.#find(sealed, identity);
    if (!again) throw new Unreadable(`No key opens ${identity}.`);
    return again;
  }

  #find(sealed: Buffer, identity: string): { index: number; plain: Buffer; key: Key } | undefined {
    for (const [index, key] of this.#keys.entries()) {
      const plain = opened(key.main, sealed, identity);
      if (plain) return { index, plain, key };
    }
    return undefined;
  }
}

/** The bytes, or undefined where they do not open. */
export function opened(key: Buffer, sealed: Buffer, identity: string): Buffer | undefined {
  try {
    return unseal(key, sealed, identity);
  } catch {
    return undefined;
  }
}

/** A secret and what is made of it, when it is needed: slow on purpose (about 50 ms) where a person may have chosen it. */
class Key {
  readonly secret: string;
  #master: Buffer | undefined;
  #main: Buffer | undefined;

  constructor(secret: string) {
    this.secret = secret;
  }

  /** Of this alone the others are made. */
  get master(): Buffer {
    return (this.#master ??= isMade(this.secret)
      ? derived(Buffer.from(this.secret), "leeway:key-ring:2")
      : scryptSync(this.secret, "leeway:key-ring:1", 32, { N: 2 ** 14, r: 8, p: 1 }));
  }

  /** Seals data keys. */
  get main(): Buffer {
    return (this.#main ??= derived(this.master, "leeway:main:1"));
  }

  get id(): string {
    return derived(this.master, "leeway:id:1").toString("hex").slice(0, 8);
  }
}

/** A key for one purpose. */
export const derived = (root: Buffer, name: string): Buffer => Buffer.from(hkdfSync("sha256", root, "", name, 32));
