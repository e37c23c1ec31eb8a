import { isFullDisk } from "./full-disk.js";

/** So long until it is asked again whether there is room. */
const AGAIN_MS = 1_000;
/** So long until what could not be written for another reason is tried again. */
const AFTER_FAULT_MS = 60_000;
/** So many of one subject are kept: whoever presses a button for hours shall not fill the memory as well. */
const MOST_KEPT = 100;

/** How what people say is written. */
export interface Writing<Word> {
  /** Writes what was said of a subject, the oldest first, all or nothing: the last of it counts. Doing that again is doing it once. */
  write: (subject: string, words: readonly Word[]) => Promise<unknown>;
  /** What is done once the last word is written. */
  afterwards?: (subject: string, word: Word) => Promise<unknown>;
  /** Hears why what is kept cannot be written, where that is not the want of room. */
  surprise: (error: unknown, subject: string) => void;
}

interface Kept<Word> {
  words: readonly Word[];
  /** Before this it is not tried again by itself. */
  notBefore: number;
}

/**
 * What people say that must hold at once, even while the disk is full: then it holds in this process, and is written as soon as
 * there is room, with what was said before it. Of each subject the last word counts. A process that ends before that has lost it,
 * which who says it is told.
 */
export class WordsWithoutRoom<Word> {
  readonly #kept = new Map<string, Kept<Word>>();
  /** By subject: the newest that is being said. */
  readonly #saying = new Map<string, { word: Word }>();
  /** By subject: resolves when what is being written of it is. One after the other, so that each knows what became of the one before. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(
    private readonly writing: Writing<Word>,
    private readonly pace = { againMs: AGAIN_MS, afterFaultMs: AFTER_FAULT_MS },
  ) {}

  /** What holds without being written. */
  of(subject: string): Word | undefined {
    return this.#kept.get(subject)?.words.at(-1);
  }

  /** The newest of a subject that is being said just now: nobody knows yet what becomes of it. */
  saying(subject: string): Word | undefined {
    return this.#saying.get(subject)?.word;
  }

  all(): [subject: string, word: Word][] {
    return [...this.#kept].flatMap(([subject, { words }]) =>
      words.slice(-1).map((word): [string, Word] => [subject, word]),
    );
  }

  /** Resolves once it is written, or there is no room for it and it holds here. */
  say(subject: string, word: Word): Promise<void> {
    return this.#say(subject, word, [word]);
  }

  /** What is kept of a subject holds no more, and is not written but by a write that is on its way. */
  forget(subject: string): void {
    this.#kept.delete(subject);
  }

  /** Tries for a last time. What is left is lost with the process. */
  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#tryAll(Infinity);
  }

  /** @param added what is said besides what is kept */
  async #say(subject: string, word: Word, added: readonly Word[]): Promise<void> {
    const said = { word };
    this.#saying.set(subject, said);
    const isNewest = () => this.#saying.get(subject) === said;
    try {
      if (!(await this.#inTurn(subject, () => this.#write(subject, added)))) return;
      await this.writing.afterwards?.(subject, word);
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      // Done again from the beginning, unless somebody has said another thing since.
      if (isNewest()) this.#keep(subject, [word]);
    } finally {
      if (isNewest()) this.#saying.delete(subject);
    }
  }

  /** Whether it is written; else it is kept. */
  async #write(subject: string, added: readonly Word[]): Promise<boolean> {
    const kept = this.#kept.get(subject);
    const before = kept?.words ?? [];
    const words = [...before, ...added];
    if (words.length === 0) return false;
    try {
      await this.writing.write(subject, words).catch(async (error: unknown) => {
        // What cannot be written at all is in nobody's way who says another thing.
        if (isFullDisk(error) || before.length === 0 || added.length === 0) throw error;
        await this.writing.write(subject, added);
        this.writing.surprise(error, subject);
      });
      this.#kept.delete(subject);
      return true;
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      // It may have been forgotten meanwhile.
      const left = this.#kept.get(subject) === kept ? words : added;
      if (left.length > 0) this.#keep(subject, left);
      return false;
    }
  }

  async #inTurn<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#turns.get(subject) ?? Promise.resolve()).then(work);
    const turn = done.catch(() => undefined);
    this.#turns.set(subject, turn);
    try {
      return await done;
    } finally {
      if (this.#turns.get(subject) === turn) this.#turns.delete(subject);
    }
  }

  #keep(subject: string, words: readonly Word[], notBefore = 0): void {
    this.#kept.set(subject, { words: words.slice(-MOST_KEPT), notBefore });
    this.#wait();
  }

  #wait(): void {
    if (this.#ended || this.#kept.size === 0) return;
    this.#timer ??= setTimeout(() => void this.#again(), this.pace.againMs).unref();
  }

  async #again(): Promise<void> {
    await this.#tryAll(performance.now());
    this.#timer = undefined;
    this.#wait();
  }

  async #tryAll(now: number): Promise<void> {
    // One that is kept anew waits for the next time.
    const tried = [...this.#kept];
    for (const [subject, kept] of tried) {
      const word = kept.words.at(-1);
      // Somebody says another thing just now: that is written with it.
      if (word === undefined || kept.notBefore > now || this.#saying.has(subject)) continue;
      if (this.#kept.get(subject) !== kept) continue;
      await this.#say(subject, word, []).catch((error: unknown) => {
        this.writing.surprise(error, subject);
        const still = this.#kept.get(subject);
        if (still) this.#keep(subject, still.words, performance.now() + this.pace.afterFaultMs);
      });
    }
  }
}
