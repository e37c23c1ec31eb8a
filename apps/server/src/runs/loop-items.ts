import type { itemKinds, LoopItem } from "@leeway/api";
import {
  handledOf,
  itemKey,
  itemName,
  pathOf,
  type Json,
  type LoopState,
  type StepError,
  type StepState,
} from "@leeway/engine";
import type { ItemLog } from "./item-log.js";

/** As `GET /runs/:id/steps/:key/items` tells of one. */
export interface FoundItem {
  index: number;
  status: ItemStatus;
  error?: StepError;
  handledErrors?: number;
  data: Json;
  result?: Json;
}
type ItemKind = (typeof itemKinds)[number];
type ItemStatus = LoopItem["status"];

/** One loop of a run, or of an item of another loop. */
export class LoopItems {
  readonly #loop: LoopState;
  readonly #path: string;

  constructor(
    private readonly log: ItemLog,
    private readonly runId: string,
    private readonly step: StepState & { loop: LoopState },
    private readonly failureOf: (index: number) => StepError | undefined,
  ) {
    this.#loop = step.loop;
    this.#path = pathOf(step.key);
  }

  /** Those from an index on, at most so many. */
  page(from: number, most: number, status?: ItemKind): FoundItem[] {
    const found: FoundItem[] = [];
    for (const index of this.#indexes(from, status)) {
      const item = this.#item(index);
      if (status !== undefined && status !== "flawed" && item.status !== status) continue;
      found.push(item);
      if (found.length >= most) break;
    }
    return found;
  }

  /** How many are under way. */
  running(): number {
    if (this.step.status !== "running") return 0;
    let count = 0;
    // After a failure of the service these may be thousands.
    const inDoubt = this.log.inDoubt(this.runId, new Set(this.#loop.body));
    for (const index of this.#begun(0)) {
      if (inDoubt.has(this.#name(index))) continue;
      const { status } = this.#item(index);
      if (status === "running" || status === "waiting") count += 1;
    }
    return count;
  }

  #indexes(from: number, status: ItemKind | undefined): Iterable<number> {
    switch (status) {
      case "running":
      case "waiting":
      case "unknown":
      case "cancelled":
        return this.#begun(from);
      case "flawed":
        return this.#flawed(from);
      default:
        return this.#ended(from, status);
    }
  }

  /** With a status those that ended so; `pending`: those without an end, of which some may have begun; none: all. */
  *#ended(from: number, status: ItemStatus | undefined): Iterable<number> {
    const { items, count } = this.#loop;
    for (let index = from; index < count; index++) {
      const end = items.at(index);
      if (status === undefined || end === status || (status === "pending" && end === undefined)) yield index;
    }
  }

  /** In the order of their indexes, whichever ended first. */
  #flawed(from: number): number[] {
    const { items, handledBy } = this.#loop;
    const isFlawed = (index: number) => items.at(index) === "succeeded" && handledOf(this.#loop, index) > 0;
    const found = [...(handledBy?.keys() ?? [])].filter((index) => index >= from && isFlawed(index));
    return found.sort((a, b) => a - b);
  }

  /** Those that have begun and not ended. */
  *#begun(from: number): Iterable<number> {
    const { items, count } = this.#loop;
    for (let open = items.nextOpen(from); open < count; open = items.nextOpen(open + 1)) {
      // What is inside of an item lies between it and the next; the next that has begun may be far away.
      const [name] = this.log.names(this.runId, this.#name(open), this.#name(count), 1);
      if (name === undefined) return;
      const index = Number(name.slice(this.#name(0).length - 6).slice(0, 6));
      if (index > open) open = index - 1;
      else yield index;
    }
  }

  #name(index: number): string {
    return itemName(`${this.#path}[${index}]`);
  }

  #item(index: number): FoundItem {
    const { items, results, data } = this.#loop;
    const listed = (this.step.input as { items?: Json[] } | undefined)?.items;
    const end = items.at(index);
    const steps = end === "succeeded" || end === "skipped" ? [] : this.#steps(index);
    const error = end === "failed" ? (failureIn(steps) ?? this.failureOf(index)) : undefined;
    const handledErrors = handledOf(this.#loop, index);
    const result = results?.get(index);
    return {
      index,
      status: end ?? statusOf(steps, this.step.status === "running"),
      data: data?.get(index) ?? listed?.[index] ?? null,
      ...(error && { error }),
      ...(handledErrors > 0 && { handledErrors }),
      ...(result !== undefined && end === "succeeded" && { result }),
    };
  }

  /** Items of several loops may have the same indexes. */
  #steps(index: number): StepState[] {
    const own = new Set(this.#loop.body);
    const steps = this.log.steps(this.runId, itemName(pathOf(itemKey(this.step.key, index))));
    return steps.filter(({ nodeId }) => own.has(nodeId));
  }
}

const failureIn = (steps: readonly StepState[]) =>
  steps.find(({ status, handled }) => status === "failed" && handled === "stop")?.error;

/** Of an item without an end; `going`: its loop is. */
function statusOf(steps: readonly StepState[], going: boolean): ItemStatus {
  const has = (status: StepState["status"]) => steps.some((step) => step.status === status);
  if (has("unknown")) return "unknown";
  if (steps.length === 0) return "pending";
  if (!going) return "cancelled";
  if (has("waiting") && !has("running")) return "waiting";
  return "running";
}
