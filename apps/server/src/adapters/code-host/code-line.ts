/**
 * What waits for a process. Next is who has the fewest going, of those whoever was served longest ago, and inside a workflow who came
 * first; a workflow has never more than `mostOfOne` going, so that one is left for others.
 */
export class CodeLine<T extends { workflowId: string }> {
  /** By workflow, served longest ago first. */
  readonly #waiting = new Map<string, T[]>();
  readonly #going = new Map<string, number>();

  constructor(private readonly mostOfOne: number) {}

  add(one: T): void {
    const others = this.#waiting.get(one.workflowId);
    if (others) others.push(one);
    else this.#waiting.set(one.workflowId, [one]);
  }

  /** It waits no longer. */
  remove(one: T): void {
    const { workflowId } = one;
    const left = this.#waiting.get(workflowId)?.filter((other) => other !== one) ?? [];
    if (left.length > 0) this.#waiting.set(workflowId, left);
    else this.#waiting.delete(workflowId);
  }

  /** Takes the next one, which is going until `done`. */
  next(): T | undefined {
    let found: string | undefined;
    let fewest = this.mostOfOne;
    for (const workflowId of this.#waiting.keys()) {
      const going = this.#going.get(workflowId) ?? 0;
      if (going < fewest) [found, fewest] = [workflowId, going];
    }
    if (found === undefined) return undefined;
    const [one, ...left] = this.#waiting.get(found) ?? [];
    this.#waiting.delete(found);
    if (left.length > 0) this.#waiting.set(found, left);
    this.#going.set(found, fewest + 1);
    return one;
  }

  done({ workflowId }: T): void {
    const going = (this.#going.get(workflowId) ?? 1) - 1;
    if (going > 0) this.#going.set(workflowId, going);
    else this.#going.delete(workflowId);
  }
}
