import { isFullDisk } from "./full-disk.js";

/** So long until it is asked again whether there is room. */
const AGAIN_MS = 1_000;

/** What somebody says, and how it is kept: doing that again is doing it once. */
export interface Said<Word> {
  word: Word;
  write: () => Promise<unknown>;
  /** What is done once it is written. */
  afterwards?: () => Promise<unknown>;
}

/**
 * What people say that must hold at once, even while the disk is full: then it holds in this process, and is written as soon as
 * there is room. Of each subject the last word counts. A process that ends before that has lost it, which who says it is told.
 */
export class WordsWithoutRoom<Word> {
  readonly #kept = new Map<string, Said<Word>>();
  /** By subject: whose word is the newest that is being written. */
  readonly #newest = new Map<string, Said<Word>>();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  /** `surprise` hears why a word cannot be written that is not the want of room. */
  constructor(private readonly surprise: (error: unknown, subject: string) => void) {}

  /** What holds without being written. */
  of(subject: string): Word | undefined {
    return this.#kept.get(subject)?.word;
  }

  all(): [subject: string, word: Word][] {
    return [...this.#kept].map(([subject, { word }]) => [subject, word]);
  }

  /** Resolves once it is written, or there is no room for it and it holds here. */
  async say(subject: string, said: Said<Word>): Promise<void> {
    this.#newest.set(subject, said);
    const isNewest = () => this.#newest.get(subject) === said;
    try {
      await said.write();
      if (isNewest()) this.#kept.delete(subject);
      await said.afterwards?.();
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      if (isNewest()) this.#keep(subject, said);
    } finally {
      if (isNewest()) this.#newest.delete(subject);
    }
  }

  /** Tries for a last time. What is left is lost with the process. */
  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#tryAll();
  }

  #keep(subject: string, said: Said<Word>): void {
    this.#kept.set(subject, said);
    if (this.#ended) return;
    this.#timer ??= setTimeout(() => void this.#again(), AGAIN_MS).unref();
  }

  async #again(): Promise<void> {
    await this.#tryAll();
    this.#timer = undefined;
    for (const [subject, said] of this.#kept) this.#keep(subject, said);
  }

  async #tryAll(): Promise<void> {
    // One that is kept anew waits for the next time.
    const tried = [...this.#kept];
    for (const [subject, said] of tried) {
      // Somebody says another thing just now: that counts.
      if (this.#newest.has(subject) || this.#kept.get(subject) !== said) continue;
      await this.say(subject, said).catch((error: unknown) => this.surprise(error, subject));
    }
  }
}
