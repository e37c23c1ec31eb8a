import { setImmediate as nextTurn } from "node:timers/promises";

/** Work that stops after each step. */
export type Steps<T> = Generator<void, T>;

/** Steps that are taken before others have their turn. */
const AT_ONCE = 5;

/** Does all of it, and lets others have their turn meanwhile. */
export async function inPieces<T>(steps: Steps<T>): Promise<T> {
  for (let taken = 1; ; taken++) {
    const { done, value } = steps.next();
    if (done) return value;
    if (taken % AT_ONCE === 0) await nextTurn();
  }
}

/** Does all of it at once: nothing changes meanwhile. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
