import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { open, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Parser, type ReadEntry } from "tar";
import {
  BackupRefused,
  FORMAT,
  HEAD,
  headSchema,
  isContent,
  SUMS,
  sumsSchema,
  type BackupFile,
  type BackupHead,
  type Progress,
} from "./manifest.js";

/** A million files that came with calls are named in less. */
const LARGEST_TEXT = 200_000_000;

/** What an archive turned out to hold, every byte of it compared with its sum. */
export interface Unpacked {
  head: BackupHead;
  files: BackupFile[];
}

/**
 * Unpacks a backup into an empty folder. Whatever is not a plain file of a name that a backup has, comes twice, is longer
 * than there is room for, or is not what its sum says, refuses the whole.
 */
export async function unpack(archive: string, into: string, progress: Progress): Promise<Unpacked> {
  const unpacking = new Unpacking(archive, into);
  const file = await openArchive(archive);
  const { size } = await file.stat();
  let read = 0;
  for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
    await unpacking.write(chunk);
    progress("Unpacking", (read += chunk.length), size);
  }
  return unpacking.end();
}

async function openArchive(archive: string) {
  try {
    return await open(archive, "r");
  } catch (error) {
    throw new BackupRefused(`${archive} cannot be read (${(error as { code?: string }).code}).`, { cause: error });
  }
}

class Unpacking {
  readonly #parser: Parser;
  readonly #files = new Map<string, BackupFile>();
  #head: BackupHead | undefined;
  #listed: BackupFile[] | undefined;
  /** One entry after another. */
  #work: Promise<void> = Promise.resolve();
  #fault: Error | undefined;
  #current: ReadEntry | undefined;
  /** Ends the wait of whoever waits, for a fault. */
  #goOn = () => {};

  constructor(
    private readonly archive: string,
    private readonly into: string,
  ) {
    this.#parser = new Parser({ strict: true, onReadEntry: (entry) => this.#queue(entry) });
    this.#parser.on("error", (error: unknown) => this.#fail(error));
  }

  async write(chunk: Buffer): Promise<void> {
    if (!this.#parser.write(chunk) && this.#fault === undefined)
      await new Promise<void>((resolve) => {
        this.#parser.once("drain", resolve);
        this.#goOn = resolve;
      });
    this.#refuse();
  }

  async end(): Promise<Unpacked> {
    const ended = new Promise<void>((resolve) => {
      this.#parser.once("end", resolve);
      this.#goOn = resolve;
    });
    this.#parser.end();
    if (this.#fault === undefined) await ended;
    await this.#work;
    this.#refuse();
    if (!this.#head || !this.#listed) throw this.#not("it breaks off");
    const files = this.#listed;
    if (files.length !== this.#files.size) throw this.#not("files are missing in it");
    for (const { name, size, sha256 } of files) {
      const found = this.#files.get(name);
      if (found?.size !== size || found.sha256 !== sha256) throw this.#not(`${name} is not what was written`);
    }
    return { head: this.#head, files };
  }

  #queue(entry: ReadEntry): void {
    this.#work = this.#work
      .then(() => (this.#fault === undefined ? this.#take(entry) : undefined))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => entry.resume());
  }

  async #take(entry: ReadEntry): Promise<void> {
    // Whoever reads it hears of its fault, too.
    this.#current = entry.on("error", () => {});
    const { path: name, type } = entry;
    if (type !== "File") throw this.#not(`it has an entry of the kind ${type}`);
    if (this.#listed) throw this.#not("it goes on after its end");
    if (!this.#head) return this.#takeHead(entry);
    if (name === SUMS) return void (this.#listed = sumsSchema.parse(await this.#json(entry)).files);
    if (!isContent(name)) throw this.#not("it has a file of another name");
    if (this.#files.has(name)) throw this.#not(`it has ${name} twice`);
    await this.#refuseWithoutRoom(entry.size);
    this.#files.set(name, await this.#keep(name, entry));
  }

  async #takeHead(entry: ReadEntry): Promise<void> {
    if (entry.path !== HEAD) throw this.#not("it does not begin as one");
    const said = await this.#json(entry);
    const { format } = said as { format?: unknown };
    if (typeof format === "number" && format > FORMAT)
      throw new BackupRefused(`${this.archive} was made by a newer Leeway. Restore it with that version.`);
    this.#head = headSchema.parse(said);
  }

  async #keep(name: string, entry: ReadEntry): Promise<BackupFile> {
    const path = join(this.into, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const hash = createHash("sha256");
    const file = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
    const closed = new Promise<void>((resolve, reject) => void file.on("close", resolve).on("error", reject));
    closed.catch(() => {});
    let size = 0;
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      size += chunk.length;
      hash.update(chunk);
      if (!file.write(chunk))
        await Promise.race([new Promise<void>((resolve) => void file.once("drain", () => resolve())), closed]);
    }
    file.end();
    await closed;
    return { name, size, sha256: hash.digest("hex") };
  }

  async #json(entry: ReadEntry): Promise<unknown> {
    if (entry.size > LARGEST_TEXT) throw this.#not(`its ${entry.path} is too large`);
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  }

  async #refuseWithoutRoom(size: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.into);
    if (size > bavail * bsize)
      throw new BackupRefused(`There is no room for it on the disk of ${this.into}. Nothing was changed.`);
  }

  #fail(error: unknown): void {
    this.#fault ??= error instanceof Error ? error : new Error("fault of an archive", { cause: error });
    // It may never end by itself.
    this.#current?.destroy(error);
    this.#goOn();
  }

  #refuse(): void {
    if (this.#fault === undefined) return;
    if (this.#fault instanceof BackupRefused) throw this.#fault;
    const { code = "" } = this.#fault as { code?: string };
    // Of the disk, not of the archive.
    if (/^E[A-Z]+$/.test(code)) throw this.#fault;
    throw this.#not("it cannot be read", this.#fault);
  }

  #not(reason: string, cause?: Error): BackupRefused {
    return new BackupRefused(`${this.archive} is no whole backup of Leeway: ${reason}. Nothing was changed.`, {
      cause,
    });
  }
}
