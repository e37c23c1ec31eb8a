import { LRUCache } from "lru-cache";

/** A shorter secret, or one of digits, may be a word or a number that people send to each other: it is hidden in its own steps. */
const SHORTEST_ELSEWHERE = 16;
const NUMBER = /^[\d\s+().-]+$/;

/** Workspaces whose secrets are held ready; those of others are read again when they are needed. */
const MOST_WORKSPACES = 1_000;

/**
 * How the secrets of each workspace are spelled, in memory alone: to blot them out where a far end gives one back to a step
 * that was not given it. The secret of before stays known beside the one that took its place.
 */
export class SpokenSecrets {
  readonly #known = new LRUCache<string, Known>({ max: MOST_WORKSPACES });

  /** `read` tells all of them, the first time that a workspace's are asked for. */
  constructor(private readonly read: (workspaceId: string) => string[][]) {}

  /** One that is about to be sent. What is added to its list later counts, too. */
  add(workspaceId: string, spellings: string[]): void {
    this.#of(workspaceId).add(spellings);
  }

  /** The longest first: what is blotted out in one spelling must not leave an end of a longer one. */
  all(workspaceId: string): readonly string[] {
    return this.#of(workspaceId).all();
  }

  #of(workspaceId: string): Known {
    let known = this.#known.get(workspaceId);
    if (known) return known;
    known = new Known();
    for (const spellings of this.read(workspaceId)) known.add(spellings);
    this.#known.set(workspaceId, known);
    return known;
  }
}

class Known {
  /** By the longest spelling, which no two secrets share. */
  readonly #lists = new Map<string, string[]>();
  #sorted: readonly string[] = [];
  /** How many spellings were sorted; none: they have to be sorted anew. */
  #counted: number | undefined;

  add(spellings: string[]): void {
    const [longest] = spellings;
    if (longest === undefined || !isUnmistakable(spellings)) return;
    // The same secret as before, as a rule: it is opened for every call.
    if (this.#lists.get(longest)?.length !== spellings.length) this.#counted = undefined;
    this.#lists.set(longest, spellings);
  }

  all(): readonly string[] {
    let count = 0;
    for (const list of this.#lists.values()) count += list.length;
    if (count === this.#counted) return this.#sorted;
    this.#counted = count;
    return (this.#sorted = [...new Set([...this.#lists.values()].flat())].sort((a, b) => b.length - a.length));
  }
}

const isUnmistakable = (spellings: readonly string[]) =>
  spellings.every((one) => one.length >= SHORTEST_ELSEWHERE && !NUMBER.test(one));
