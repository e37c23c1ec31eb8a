import fc from "fast-check";
import { expect } from "vitest";

/** How much is tried where somebody waits for it, and where nobody does. */
export interface Amounts {
  short: number;
  long: number;
}

/** How much is drawn, by which seed where nobody asks for another one. */
export interface Draws extends Amounts {
  seed: number;
}

/** What the short version may take, which is no bar but finds what hangs. */
const SHORT_MS = 600_000;

/** How a run of the tests tries what is drawn, as its environment asks: the long version by TEST_LONG, one failure by its TEST_SEED. */
export function tryingAs(environment: Record<string, string | undefined>) {
  const isLong = environment["TEST_LONG"] === "1";
  const given = /^(-?\d+)(?:\/([\d:]+))?$/.exec(environment["TEST_SEED"] ?? "");

  /** So much is tried this time. */
  const amount = ({ short, long }: Amounts): number => (isLong ? long : short);

  /** The time that a test may take which tries so much: as many times the short version's as it does more. */
  const patience = ({ short, long }: Amounts): number =>
    amount({ short: SHORT_MS, long: SHORT_MS * Math.max(1, long / short) });

  /** The same draws every time, others each time in the long version, and those of a failure where it is tried again. */
  const seedOf = (usual: number): number =>
    given ? Number(given[1]) : amount({ short: usual, long: Date.now() & 0x7fffffff });

  /**
   * Holds for everything that is drawn; a failure says with which words the same is tried again, and with which it goes on
   * from there once the fault is mended.
   */
  const holds = async <T>(property: fc.IAsyncProperty<T> | fc.IProperty<T>, draws: Draws): Promise<void> => {
    const path = given?.[2];
    // A number alone is a draw to go on from; more of them lead to one that was made smaller, and to no other.
    const done = path === undefined || path.includes(":") ? 0 : Number(path);
    const found = await fc.check(property as fc.IAsyncProperty<T>, {
      seed: seedOf(draws.seed),
      numRuns: Math.max(1, amount(draws) - done),
      ...(path !== undefined && { path }),
    });
    if (!found.failed) return;
    throw new Error(`${fc.defaultReportMessage(found)}\n\n${again(found.seed, found.counterexamplePath ?? "")}`, {
      cause: found.errorInstance,
    });
  };

  /** One failure is tried again: then nothing can be said of how much was tried. */
  const replaying = given !== null;
  return { amount, patience, seedOf, holds, replaying };
}

/** The one place that reads how much is tried. */
const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };
export const { amount, patience, seedOf, holds, replaying } = tryingAs(process?.env ?? {});

function again(seed: number, path: string): string {
  const { testPath = "", currentTestName = "" } = expect.getState();
  const file = testPath.replace(/^.*?\/((apps|packages|tests)\/)/, "$1");
  // A title is looked for as a regular expression, and stands between quotes.
  const title = (currentTestName.split(" > ").at(-1) ?? "").replace(/[^\p{L}\d ,:]/gu, ".");
  const test = `-- ${file} -t "${title}"`;
  const [drawn = "0"] = path.split(":");
  return [
    `This one again, by itself: TEST_SEED=${seed}/${path} npm test ${test}`,
    `On from it, once it is mended: TEST_SEED=${seed}/${drawn} npm run test:long ${test}`,
  ].join("\n");
}
