import type { Lane } from "../document/document.js";
import type { PoolFacts, PoolTicket } from "./pool.js";

/** A waiter as it is kept. */
export interface StoredWaiter {
  runId: string;
  stepKey: string;
  lane: Lane;
  position: number;
  front: boolean;
}

/** Tells on which scale the times of a pool are: the wall clock's lead over the machine's own count. */
export interface ScaleMark {
  /** Names the start of the machine; null = not known. */
  boot: string | null;
  lead: number;
}

/** A pool as it is kept. */
export interface StoredPool {
  key: string;
  facts: PoolFacts;
  scale: ScaleMark;
  tickets: PoolTicket[];
  waiters: StoredWaiter[];
}

/** What has changed in a pool. */
export interface PoolChange {
  key: string;
  facts?: PoolFacts & { scale: ScaleMark };
  tickets: PoolTicket[];
  joined: StoredWaiter[];
  left: { runId: string; stepKey: string }[];
}

/** Where pools are kept. The gate is their only owner: it reads once and writes every change through. */
export interface PoolStore {
  load(): StoredPool[];
  /** Forgets pools. Comes before anything else is saved. */
  drop(keys: string[]): void;
  /** Resolves once committed; changes are committed in the order in which they came. */
  save(change: PoolChange): Promise<void>;
}
