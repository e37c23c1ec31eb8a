import { webcrypto } from "node:crypto";
import { V7Generator } from "uuidv7";

/** Random numbers that are drawn at once: drawn for each id, they cost as much as a step that only computes. */
const drawn = new Uint32Array(256);
let left = 0;

function nextUint32(): number {
  if (left === 0) {
    webcrypto.getRandomValues(drawn);
    left = drawn.length;
  }
  return drawn[--left] ?? 0;
}

const ids = new V7Generator({ nextUint32 });

/** The id of a new run: greater than that of every run before it. */
export const newRunId = (): string => `run_${ids.generate().toString()}`;
