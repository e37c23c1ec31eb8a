import { setImmediate as nextTurn } from "node:timers/promises";

/** Runs that are looked at at first, and at the most, before others have their turn. */
const FIRST_LOOKED = 10;
const MOST_LOOKED = 500;
/** As many as take so long: 2 µs each, 50 where another run called it, and a millisecond for each thousand that it has called itself. */
const LOOKED_MS = 10;

/** Looks at so many runs at a time as `look` is told, for as long as it says that there are more; others are answered in between. */
export async function lookThrough(look: (limit: number) => boolean): Promise<void> {
  let limit = FIRST_LOOKED;
  for (let begun = performance.now(); look(limit); begun = performance.now()) {
    const factor = LOOKED_MS / (performance.now() - begun);
    limit = Math.min(MOST_LOOKED, Math.max(1, Math.round(limit * Math.min(4, factor))));
    await nextTurn();
  }
}
