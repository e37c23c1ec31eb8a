import { setFlagsFromString } from "node:v8";

/**
 * For a start, where next to nothing is done twice: code that V8 makes faster on threads beside was a tenth of its processor
 * time, and pays only afterwards. What is compiled ahead, of the bundle and of Node's own modules, counts for V8's usual flags alone:
 * no flag is set before these are loaded.
 */
export function leaveCodeAsItIs(): void {
  setFlagsFromString("--no-opt");
}

/** Before anything that takes the longer, the more there is: V8 makes faster what is done often, as it usually does. */
export function makeCodeFaster(): void {
  setFlagsFromString("--opt");
}

/** For all that comes after the start; its threads load Node's own modules again, for which the same holds. */
export function keepTheHeapSmall(): void {
  // Left alone, V8 lets the heap grow to twice what is alive before it collects: 130 MB beside 35 under a load of webhooks, and
  // they stay the process's. With this it is 48 MB, and as many webhooks a second.
  setFlagsFromString("--heap-growing-percent=30");

  // A request leaves 90 KB behind, of which next to nothing lives on: three threads that are woken for a millisecond's work, fifty
  // times a second, cost more than they take off this one (134 and 115 µs of it a request, 157 and 128 of all threads). Loops of
  // 100,000 items take as long as before, others wait no longer beside them, and the process needs no more memory.
  setFlagsFromString("--no-parallel-scavenge");
}
