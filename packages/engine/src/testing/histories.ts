import fc from "fast-check";

/** The one place that reads how much is tried: `npm run test:long` sets TEST_LONG, a failure says its TEST_SEED. */
const environment =
  (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? ({} as never);
const isLong = environment["TEST_LONG"] === "1";
const given = /^(-?\d+)(?:\/([\d:]+))?$/.exec(environment["TEST_SEED"] ?? "");

/** One failure is tried again: then nothing can be said of how much was tried. */
export const replaying = given !== null;

/** So much where somebody waits for it, so much where nobody does. */
export const amount = (short: number, long: number): number => (isLong ? long : short);

/** The time that a long test may take, which is no bar but finds what hangs. */
export const patience = (): number => amount(600_000, 3_600_000);

/** The same draws every time, others each time in the long version, and those of a failure where it is tried again. */
export function seedOf(usual: number): number {
  if (given) return Number(given[1]);
  return amount(usual, Date.now() & 0x7fffffff);
}

/** How much is drawn, by which seed. */
export interface Draws {
  short: number;
  long: number;
  /** Where nobody asks for another one. */
  seed: number;
}

/** Holds for everything that is drawn; a failure says with which words the same is tried again. */
export async function holds<T>(
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  { short, long, seed: usual }: Draws,
): Promise<void> {
  const seed = seedOf(usual);
  const path = given?.[2];
  const settings = { seed, numRuns: amount(short, long), ...(path !== undefined && { path }) };
  const found = await fc.check(property as fc.IAsyncProperty<T>, settings);
  if (!found.failed) return;
  const again = `TEST_SEED=${found.seed}/${found.counterexamplePath ?? ""}`;
  throw new Error(`${fc.defaultReportMessage(found)}\n\nOnce more, by itself: ${again} npm test -- <this file>`, {
    cause: found.errorInstance,
  });
}
