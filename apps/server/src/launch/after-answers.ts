import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Writes of one commit from which on many are answered by it. */
const MANY = 8;
/**
 * Writes after which it is worth it: what so many webhooks leave behind is eleven of the sixteen megabytes that V8 lets come together,
 * and who arrives meanwhile needs some more. Half a millisecond of each collection is the same however little is alive.
 */
const WORTH_COLLECTING = 170;
/** Bytes. What lives through two collections is kept until a full one: they are to be far apart, whoever makes them. */
const LEAST_COLLECTED = 8 * 2 ** 20;

/** The part of V8's heap in which everything begins. */
export interface YoungHeap {
  /** Bytes in it, most of which nobody needs any more. */
  size(): number;
  /** Lets go of those. */
  collect(): void;
}

/**
 * To be told of every commit. Where many are answered by each, the young generation is collected just after the answers
 * have gone out, when next to nothing in it is alive: V8 by itself does so in the middle of the next requests, and copies
 * what all of them hold.
 */
export function collectAfterAnswers(open: () => YoungHeap = youngHeap): (writes: number) => void {
  let writes = 0;
  let heap: YoungHeap | undefined;
  const collect = () => {
    heap ??= open();
    if (heap.size() >= LEAST_COLLECTED) heap.collect();
  };
  return (committed) => {
    if (committed < MANY) return;
    writes += committed;
    if (writes < WORTH_COLLECTING) return;
    writes = 0;
    // Behind all promises that the commit settles, and behind the ticks with which their answers end.
    queueMicrotask(() => process.nextTick(() => process.nextTick(collect)));
  };
}

/** V8 lets code collect that was started with a flag; a flag that is set for a moment does as well, and leaves no trace. */
export function youngHeap(): YoungHeap {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: { type: "minor" }) => void;
  setFlagsFromString("--no-expose-gc");
  return {
    size: () => getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_used_size ?? 0,
    collect: () => collect({ type: "minor" }),
  };
}
