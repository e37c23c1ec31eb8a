import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { KnownValues } from "./known-values.js";
import type { RunFamily } from "./run-family.js";

/** Runs of lists of which is kept what is hidden in them, and how long: values are people's. */
const MOST_KEPT = 5_000;
const KEPT_MS = 600_000;
/** Runs of a workspace that wait to be read: of some pages. */
const MOST_WAITING = 200;

/** What a list tells of a run; values of its family may stand in it. */
export interface Told {
  workspaceId: string;
  names: readonly string[];
  runId: string;
  texts: readonly string[];
}
type Values = KnownValues | undefined;

/**
 * Which values stand in what lists tell of runs. Of runs that are over it is kept: a page has more families than are. What
 * takes long is read on behind the list, of each workspace one run after the other, so that the next list knows it.
 */
export class ToldValues {
  readonly #kept = new LRUCache<string, KnownValues>({ max: MOST_KEPT, ttl: KEPT_MS });
  readonly #waiting = new Map<string, Map<string, Promise<Values>>>();

  #forgotten = 0;

  constructor(private readonly familyOf: (told: Told) => Promise<RunFamily>) {}

  /** What is known of it without a look. */
  kept(told: Told): Values {
    return this.#kept.get(keyOf(told));
  }

  /** Reads its family, or what that has more than it had; nothing where nobody knows the values. */
  async read(told: Told): Promise<Values> {
    const before = this.#forgotten;
    const family = await this.familyOf(told);
    if (family.isTooLarge) return undefined;
    const values = family.fields.values.within(told.texts);
    if (family.isOver && before === this.#forgotten) this.#kept.set(keyOf(told), values);
    return values;
  }

  /** Reads it when those before it in its workspace are read, also if nobody waits for it any more. */
  readInTurn(told: Told): Promise<Values> {
    const [key, { workspaceId }] = [keyOf(told), told];
    const waiting = this.#waiting.get(workspaceId) ?? new Map<string, Promise<Values>>();
    const same = waiting.get(key);
    if (same) return same;
    if (waiting.size >= MOST_WAITING) return Promise.resolve(undefined);
    const before = [...waiting.values()].at(-1) ?? Promise.resolve();
    const reading = before
      .catch(() => {})
      .then(() => this.read(told))
      .finally(() => {
        waiting.delete(key);
        if (waiting.size === 0) this.#waiting.delete(workspaceId);
      });
    // Who has gone hears of no failure; the next list reads it anew.
    reading.catch(() => {});
    waiting.set(key, reading);
    this.#waiting.set(workspaceId, waiting);
    return reading;
  }

  /** What was read in runs of a workspace is read anew. */
  forget(workspaceId: string): void {
    this.#forgotten += 1;
    for (const key of this.#kept.keys()) if (key.startsWith(`${workspaceId} `)) this.#kept.delete(key);
  }
}

const keyOf = ({ workspaceId, names, runId, texts }: Told) =>
  `${workspaceId} ${hash("sha256", JSON.stringify([runId, names, texts]))}`;
