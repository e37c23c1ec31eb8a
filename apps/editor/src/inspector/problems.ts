import type { ProblemDto } from "@leeway/api";

/** Whether a problem's place, e.g. `where.all[0].value`, is inside this param. */
export const isInside = (place: string | undefined, param: string): boolean =>
  place !== undefined && (place === param || place.startsWith(`${param}.`) || place.startsWith(`${param}[`));

/** What an input shows of the problems that stand in its place: that it is wrong, and where in its text. */
export function marksAt(problems: readonly ProblemDto[], place: string): { invalid: boolean; faults: number[] } {
  const own = problems.filter(({ param }) => isInside(param, place));
  return {
    invalid: own.some(({ severity }) => severity === "error"),
    faults: own.flatMap(({ position }) => (position === undefined ? [] : [position])),
  };
}
