import type { Change, Past } from "./past.js";
import { Sandbox, type SandboxOptions } from "./sandbox.js";
import type { Language } from "./setup.js";

/** Where worlds are kept when they are not looked at. */
export interface Archive {
  /** What was kept of an owner's world; undefined where nothing has happened in it. */
  load(owner: string): Past | undefined;
  /** Keeps a change before it counts; what it throws undoes the call. The language is that of the world's beginning. */
  save(owner: string, change: Change, language: Language): void;
  /** Deletes all that is kept of an owner's world. */
  forget(owner: string): void;
}

/** How the worlds are made. */
export interface WorldsOptions extends Omit<SandboxOptions, "persist" | "past" | "language"> {
  /** In which language an owner's Leeloo is set up, when it begins. */
  languageOf?: (owner: string) => Language;
  /** Without one all worlds stay in memory. */
  archive?: Archive;
  /** So many worlds at most stay in memory: beyond it the one that was looked at longest ago goes. */
  mostInMemory?: number;
}

/** A Leeloo for each owner, made when it is first looked at: nobody sees another's people, orders, messages or requests. */
export class Worlds {
  /** The one that was looked at last is the last. */
  readonly #worlds = new Map<string, Sandbox>();
  readonly #archive: Archive | undefined;
  readonly #mostInMemory: number;
  readonly #languageOf: (owner: string) => Language;
  readonly #options: SandboxOptions;

  constructor({ archive, mostInMemory = 16, languageOf = () => "uk", ...options }: WorldsOptions = {}) {
    this.#archive = archive;
    this.#mostInMemory = mostInMemory;
    this.#languageOf = languageOf;
    this.#options = options;
  }

  /** The Leeloo of an owner. Whoever keeps it over a wait may keep one that was let go of. */
  of(owner: string): Sandbox {
    const world = this.#worlds.get(owner) ?? this.#open(owner);
    this.#worlds.delete(owner);
    this.#worlds.set(owner, world);
    if (this.#archive) this.#letGo();
    return world;
  }

  /** The owner is gone, and all that was in their Leeloo goes with them. */
  forget(owner: string): void {
    this.#worlds.delete(owner);
    this.#archive?.forget(owner);
  }

  /** How many are in memory. */
  get size(): number {
    return this.#worlds.size;
  }

  #open(owner: string): Sandbox {
    const archive = this.#archive;
    const language = () => this.#languageOf(owner);
    return new Sandbox({
      ...this.#options,
      language,
      ...(archive && {
        past: archive.load(owner),
        persist: (change, begun) => archive.save(owner, change, begun),
      }),
    });
  }

  /** One whose events are on their way stays until they arrive: their ends belong into its list. */
  #letGo(): void {
    for (const [owner, world] of [...this.#worlds].slice(0, -1)) {
      if (this.#worlds.size <= this.#mostInMemory) return;
      if (!world.isBusy) this.#worlds.delete(owner);
    }
  }
}
