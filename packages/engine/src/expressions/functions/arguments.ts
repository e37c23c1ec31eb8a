import type { Call } from "./call.js";

/** An argument that is one of a few words. */
export function oneOf<T extends string>(call: Call, index: number, words: readonly T[], fallback?: T): T {
  if (fallback !== undefined && !call.has(index)) return fallback;
  const found = words.find((word) => word === call.text(index));
  if (found === undefined)
    throw call.wrong(index, "choice", { value: call.text(index).slice(0, 64), expected: words.join(", ") });
  return found;
}
