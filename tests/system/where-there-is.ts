import { describe } from "vitest";

/**
 * `describe` where the machine has what the tests need. Where it has not, for the reason `why`, they are skipped and say
 * so; under CI they fail, so that nobody believes they were tried.
 */
export function whereThereIs(what: string, why: string | undefined): (title: string, tests: () => void) => void {
  if (why === undefined) return describe;
  const line = `Not tried, for want of ${what}: ${why}.`;
  if (process.env["CI"]) throw new Error(line);
  console.warn(line);
  return describe.skip;
}
