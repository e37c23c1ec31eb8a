interface Owned {
  workspaceId: string;
  workflowId: string;
}

/**
 * What waits for a process. Next is the workspace that has the fewest going, in it the workflow that has the fewest, of equals whoever
 * was served longest ago, and inside a workflow who came first; a workflow has never more than `mostOfOne` going, so that one is left
 * for others.
 */
export class CodeLine<T extends Owned> {
  /** By workspace, in it by workflow, served longest ago first. */
  readonly #waiting = new Map<string, Map<string, Set<T>>>();
  /** Of each workspace and of each workflow that has any. */
  readonly #going = new Map<string, number>();

  constructor(private readonly mostOfOne: number) {}

  add(one: T): void {
    const workflows = this.#waiting.get(one.workspaceId) ?? new Map<string, Set<T>>();
    const others = workflows.get(one.workflowId) ?? new Set();
    this.#waiting.set(one.workspaceId, workflows.set(one.workflowId, others.add(one)));
  }

  /** It waits no longer. */
  remove(one: T): void {
    const workflows = this.#waiting.get(one.workspaceId);
    const others = workflows?.get(one.workflowId);
    others?.delete(one);
    if (others?.size === 0) workflows?.delete(one.workflowId);
    if (workflows?.size === 0) this.#waiting.delete(one.workspaceId);
  }

  /** Takes the next one, which is going until `done`. */
  next(): T | undefined {
    for (const workflows of this.#fewestFirst(this.#waiting)) {
      const [one] = this.#fewestFirst(workflows)[0] ?? [];
      if (one && this.#countOf(one.workflowId) < this.mostOfOne) return this.#served(one, workflows);
    }
    return undefined;
  }

  done({ workspaceId, workflowId }: T): void {
    for (const id of [workspaceId, workflowId]) this.#count(id, -1);
  }

  #served(one: T, workflows: Map<string, Set<T>>): T {
    this.remove(one);
    toEnd(workflows, one.workflowId);
    toEnd(this.#waiting, one.workspaceId);
    for (const id of [one.workspaceId, one.workflowId]) this.#count(id, 1);
    return one;
  }

  #fewestFirst<V>(byOwner: Map<string, V>): V[] {
    const sorted = [...byOwner].toSorted(([a], [b]) => this.#countOf(a) - this.#countOf(b));
    return sorted.map(([, value]) => value);
  }

  #countOf(id: string): number {
    return this.#going.get(id) ?? 0;
  }

  #count(id: string, more: number): void {
    const count = this.#countOf(id) + more;
    if (count > 0) this.#going.set(id, count);
    else this.#going.delete(id);
  }
}

/** A Map keeps the order in which its keys came. */
function toEnd<V>(map: Map<string, V>, key: string): void {
  const value = map.get(key);
  if (value === undefined) return;
  map.delete(key);
  map.set(key, value);
}
