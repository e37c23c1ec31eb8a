import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** 192 bits: who guesses one has not seen it. */
const ID = /^file_[A-Za-z0-9_-]{32}$/;
export const newUploadId = (): string => `file_${randomBytes(24).toString("base64url")}`;

/** The bytes of uploads, each under its id: no name that somebody sent is ever part of a path. */
export class UploadFolder {
  readonly #path: string;

  constructor(data: string) {
    this.#path = join(data, "uploads");
  }

  /** Answers the size, once all of it is on disk. */
  async write(id: string, content: AsyncIterable<Buffer>): Promise<number> {
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    const path = this.#pathOf(id);
    const file = createWriteStream(path, { mode: 0o600, flags: "wx" });
    try {
      await pipeline(content, file);
      const written = await open(path, "r");
      try {
        // A call is answered once what it brought survives a power cut.
        await written.sync();
        return (await written.stat()).size;
      } finally {
        await written.close();
      }
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  async read(id: string): Promise<Readable | undefined> {
    try {
      return (await open(this.#pathOf(id), "r")).createReadStream();
    } catch (error) {
      if ((error as { code?: unknown }).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Nothing where it is gone already. */
  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
  }

  #pathOf(id: string): string {
    if (!ID.test(id)) throw new Error(`No id of an upload: ${id}`);
    return join(this.#path, id);
  }
}
