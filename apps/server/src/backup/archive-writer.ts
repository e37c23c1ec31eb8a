import { createHash } from "node:crypto";
import { once } from "node:events";
import { constants, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Header, Pack, ReadEntry } from "tar";
import type { BackupFile } from "./manifest.js";

/** A compressed tar archive that is written entry by entry, its sums taken on the way. */
export class ArchiveWriter {
  readonly #pack = new Pack({ gzip: true, portable: true });
  readonly #written: Promise<void>;
  readonly #at: Date;

  /** `file` must not exist. `at`: the time of every entry. */
  constructor(
    private readonly file: string,
    at: Date,
  ) {
    this.#at = at;
    this.#written = pipeline(this.#pack, createWriteStream(file, { flags: "wx", mode: 0o600 }));
    // Told where it is awaited: a full disk would end the process otherwise.
    this.#written.catch(() => {});
  }

  async addText(name: string, text: string): Promise<BackupFile> {
    const bytes = Buffer.from(text);
    return this.#add(name, bytes.length, [bytes]);
  }

  /** A plain file as it is now; nothing where it is gone, or is no file of its own. */
  async addFile(name: string, path: string, told: (bytes: number) => void = () => {}): Promise<BackupFile | undefined> {
    const file = await openIfThere(path);
    if (!file) return undefined;
    try {
      const found = await file.stat();
      if (!found.isFile()) return undefined;
      const { size } = found;
      // What is written to it meanwhile is not of this backup.
      const content =
        size === 0 ? [] : file.createReadStream({ end: size - 1, autoClose: false, highWaterMark: 1 << 18 });
      return await this.#add(name, size, content, told);
    } finally {
      await file.close();
    }
  }

  /** Resolves once all of it is on disk. */
  async end(): Promise<void> {
    this.#pack.end();
    await this.#written;
    const written = await open(this.file, "r");
    await written.sync();
    await written.close();
  }

  async #add(
    name: string,
    size: number,
    content: AsyncIterable<Buffer> | Iterable<Buffer>,
    told: (bytes: number) => void = () => {},
  ): Promise<BackupFile> {
    const entry = new ReadEntry(new Header({ path: name, size, mode: 0o600, type: "File", mtime: this.#at }));
    const hash = createHash("sha256");
    const taken = once(entry, "end");
    this.#pack.add(entry);
    for await (const chunk of content) {
      hash.update(chunk);
      told(chunk.length);
      if (!entry.write(chunk)) await Promise.race([once(entry, "drain"), this.#written]);
    }
    entry.end();
    // It ends early for a fault alone.
    await Promise.race([taken, this.#written]);
    return { name, size, sha256: hash.digest("hex") };
  }
}

async function openIfThere(path: string) {
  try {
    // Neither does a link lead out of the folder, nor does a pipe let wait for ever.
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "ENOENT" || code === "ELOOP") return undefined;
    throw error;
  }
}
