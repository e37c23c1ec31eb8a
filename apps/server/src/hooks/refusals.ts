import type { RefusalReason } from "@leeway/api";
import { Injectable, Logger } from "@nestjs/common";
import { LRUCache } from "lru-cache";

/** Where a call was refused. */
export interface HookPlace {
  workflowId: string;
  nodeId: string;
}

interface Refused {
  reason: RefusalReason;
  count: number;
  /** Of the last one, in milliseconds. */
  at: number;
}

const AGAIN_AFTER_MS = 60_000;

/**
 * The calls that webhooks refused since the start, for their owners: in memory, since a stranger who knocks must not be able
 * to fill a disk, nor a log, in which each reason of an address stands once a minute.
 */
@Injectable()
export class HookRefusals {
  readonly #log = new Logger("hooks");
  readonly #known = new LRUCache<string, Map<RefusalReason, Refused & { loggedAt: number }>>({ max: 5_000 });

  note({ workflowId, nodeId }: HookPlace, reason: RefusalReason): void {
    const name = nameOf({ workflowId, nodeId });
    const reasons = this.#known.get(name) ?? new Map<RefusalReason, Refused & { loggedAt: number }>();
    this.#known.set(name, reasons);
    const at = Date.now();
    const { count, loggedAt } = reasons.get(reason) ?? { count: 0, loggedAt: -Infinity };
    const isNews = at - loggedAt >= AGAIN_AFTER_MS;
    reasons.set(reason, { reason, count: count + 1, at, loggedAt: isNews ? at : loggedAt });
    if (isNews) this.#log.warn({ workflowId, nodeId, reason, count: count + 1, msg: "call of a webhook refused" });
  }

  /** The latest first. */
  of(place: HookPlace): Refused[] {
    const found = [...(this.#known.get(nameOf(place))?.values() ?? [])];
    return found.toSorted((a, b) => b.at - a.at).map(({ reason, count, at }) => ({ reason, count, at }));
  }
}

/** A hook by its place, as a key of maps. */
export const nameOf = ({ workflowId, nodeId }: HookPlace) => `${workflowId}/${nodeId}`;
