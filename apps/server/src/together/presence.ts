import type { Present, Role } from "@leeway/api";

/** How long somebody counts as present after the last sign of life: browsers let hidden tabs speak once a minute. */
export const STAYS_MS = 75_000;
/** Of one person at one workflow; the one that was silent longest gives way to a further one. */
const MOST_TABS = 10;
/** Of all together. */
const MOST_IN_ALL = 10_000;

/** One tab of a browser that shows a workflow. */
interface Tab {
  workflowId: string;
  user: { id: string; name: string; role: Role };
  step: string | null;
  /** Whether the person may still be there. */
  welcome: () => boolean;
  until: number;
}

/** Who has which workflow open. In memory only: after a restart tabs tell of themselves within seconds. */
export class Presence {
  /** By workflow, person and tab; the one that was heard of last stands last. */
  readonly #tabs = new Map<string, Tab>();

  /** `most`: tabs of all people together. */
  constructor(private readonly most = MOST_IN_ALL) {}

  /** A sign of life; answers whether others see something new by it. */
  beat(tab: string, { workflowId, user, step, welcome }: Omit<Tab, "until">, now: number): boolean {
    const key = keyOf(workflowId, user.id, tab);
    const before = this.#tabs.get(key);
    this.#tabs.delete(key);
    if (!before) this.#makeRoom(workflowId, user.id);
    this.#tabs.set(key, { workflowId, user, step, welcome, until: now + STAYS_MS });
    return before?.step !== step || before.user.role !== user.role || before.user.name !== user.name;
  }

  /** The tab has closed, or shows something else; answers whether it was there. */
  leave(tab: string, workflowId: string, userId: string): boolean {
    return this.#tabs.delete(keyOf(workflowId, userId, tab));
  }

  /** Who is there, each once, in the order of their names. */
  people(workflowId: string): Present[] {
    const people = new Map<string, Present>();
    for (const { user, step } of [...this.#of(workflowId)].toReversed()) {
      const one = people.get(user.id) ?? { ...user, tabs: 0, steps: [] };
      const fresh = step !== null && !one.steps.includes(step);
      people.set(user.id, { ...one, tabs: one.tabs + 1, steps: fresh ? [...one.steps, step] : one.steps });
    }
    return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  /** Forgets tabs that were silent for too long; answers the workflows that had them. */
  sweep(now: number): Set<string> {
    return this.#forget(({ until }) => until <= now);
  }

  /** Forgets who may not be there any more; answers the workflows that had them. */
  dismiss(): Set<string> {
    return this.#forget(({ welcome }) => !welcome());
  }

  #forget(isGone: (tab: Tab) => boolean): Set<string> {
    const left = new Set<string>();
    for (const [key, tab] of this.#tabs) {
      if (!isGone(tab)) continue;
      this.#tabs.delete(key);
      left.add(tab.workflowId);
    }
    return left;
  }

  get size(): number {
    return this.#tabs.size;
  }

  *#of(workflowId: string) {
    for (const tab of this.#tabs.values()) if (tab.workflowId === workflowId) yield tab;
  }

  #makeRoom(workflowId: string, userId: string): void {
    const own = [...this.#tabs].filter(([, tab]) => tab.workflowId === workflowId && tab.user.id === userId);
    const [oldest] = own.length >= MOST_TABS ? own : this.#tabs.size >= this.most ? this.#tabs : [];
    if (oldest) this.#tabs.delete(oldest[0]);
  }
}

const keyOf = (...names: string[]): string => names.join("\n");
