import type { StepError } from "../failures.js";
import type { Json } from "../json.js";
import type { ItemEnd, RunEvent, RunEventBody } from "./events.js";
import { handledOf } from "./handled.js";
import type { LoopState } from "./state.js";

type ItemsTaken = Extract<RunEventBody, { type: "items.taken" }>;
/** Items one after the other that ended alike. */
export type ItemRange = ItemsTaken["ends"][number];

/** Values in one event: a result may have a megabyte. */
const MOST_VALUES = 500;
const MOST_RANGES = 5_000;

/** How the items ended that keep their end: a few ranges for what may be a hundred thousand, in events of a bounded size. */
export function takenEnds(
  events: readonly RunEvent[],
  key: string,
  loop: LoopState,
  hasEnd: (index: number) => boolean,
): ItemRange[][] {
  const pieces: ItemRange[][] = [];
  let values = 0;
  let piece: ItemRange[] = [];
  const errors = loop.failed > 0 ? failuresOf(events, key) : new Map<number, StepError>();
  for (let index = 0; index < loop.count; index++) {
    const as = loop.items.at(index);
    if (as === undefined || !hasEnd(index)) continue;
    const result = as === "succeeded" ? loop.results?.get(index) : undefined;
    const error = as === "failed" ? errors.get(index) : undefined;
    // None is as good as no word of them.
    const handled = handledOf(loop, index) || undefined;
    const told: Told = { result, error, handled };
    if (values >= MOST_VALUES || piece.length >= MOST_RANGES) {
      pieces.push(piece);
      [piece, values] = [[], 0];
    }
    if (!grown(piece.at(-1), index, as, told)) piece.push(rangeOf(index, as, told));
    values += Number(Object.values(told).some((value) => value !== undefined));
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** Items that have not ended and are not to begin in another run either, but for `those`: left out there. */
export function leftOut(loop: LoopState, those: ReadonlySet<number>): ItemRange[][] {
  const pieces: ItemRange[][] = [];
  const nothing: Told = { result: undefined, error: undefined, handled: undefined };
  for (let index = loop.items.nextOpen(0); index < loop.count; index = loop.items.nextOpen(index + 1)) {
    if (those.has(index)) continue;
    const piece = pieces.at(-1);
    if (grown(piece?.at(-1), index, "skipped", nothing)) continue;
    const range = rangeOf(index, "skipped", nothing);
    if (piece && piece.length < MOST_RANGES) piece.push(range);
    else pieces.push([range]);
  }
  return pieces;
}

/** What a range says of one of its items besides how it ended. */
interface Told {
  result: Json | undefined;
  error: StepError | undefined;
  /** Errors inside of it that were handled there. */
  handled: number | undefined;
}

function rangeOf(from: number, as: ItemEnd, { result, error, handled }: Told): ItemRange {
  return {
    as,
    from,
    count: 1,
    ...(result !== undefined && { results: [result] }),
    ...(error && { errors: [error] }),
    ...(handled !== undefined && { handledErrors: [handled] }),
  };
}

/** Whether the item could join the range before it; then it has. */
function grown(range: ItemRange | undefined, index: number, as: ItemEnd, { result, error, handled }: Told): boolean {
  if (!range || range.as !== as || range.from + range.count !== index) return false;
  if ((range.results === undefined) !== (result === undefined) || (range.errors === undefined) !== !error) return false;
  if ((range.handledErrors === undefined) !== (handled === undefined)) return false;
  range.count += 1;
  if (result !== undefined) range.results?.push(result);
  if (error) range.errors?.push(error);
  if (handled !== undefined) range.handledErrors?.push(handled);
  return true;
}

/** Why items failed, by the last that the log says of each. */
function failuresOf(events: readonly RunEvent[], key: string): Map<number, StepError> {
  const errors = new Map<number, StepError>();
  for (const event of events) {
    if (event.type === "items.taken" && event.key === key)
      for (const { from, errors: told = [] } of event.ends)
        for (const [place, error] of told.entries()) errors.set(from + place, error);
    if (event.type !== "item.settled" || event.key !== key || event.as !== "failed") continue;
    if (event.error) errors.set(event.index, event.error);
    else errors.delete(event.index);
  }
  return errors;
}

/** Whether the event says of this item how it ended in another run. */
export const tellsOf = ({ ends }: Pick<ItemsTaken, "ends">, index: number): boolean =>
  ends.some(({ from, count }) => index >= from && index < from + count);

/** Values that lie in the event. */
export const valuesIn = ({ ends }: Pick<ItemsTaken, "ends">): number =>
  ends.reduce(
    (sum, { results = [], errors = [], handledErrors = [] }) =>
      sum + Math.max(results.length, errors.length, handledErrors.length),
    0,
  );
