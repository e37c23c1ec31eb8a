import { diffArrays } from "diff";
import type { Piece } from "./value-pieces.js";

/** A stretch of a value that is in both, or in one of them only. */
export interface Stretch extends Piece {
  kind: "same" | "added" | "removed";
}

/** From here on one looks for what differs; below, the whole value is read at a glance. */
const LONG = 48;

/** Whether two values are long enough, and alike enough, to be shown as one text with what came and what went. */
export function isWorthComparing(before: readonly Piece[], after: readonly Piece[]): boolean {
  if (lengthOf(before) < LONG || lengthOf(after) < LONG) return false;
  const same = wordDifference(before, after).filter(({ kind }) => kind === "same");
  return lengthOf(same) * 3 >= Math.min(lengthOf(before), lengthOf(after));
}

/** Both values as one text, word by word; a chip is a word. */
export function wordDifference(before: readonly Piece[], after: readonly Piece[]): Stretch[] {
  const changes = diffArrays(before.flatMap(words), after.flatMap(words), {
    comparator: (one, other) => one.text === other.text && one.chip === other.chip,
  });
  return changes.flatMap(({ value, added, removed }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return merged(value).map((piece): Stretch => ({ ...piece, kind }));
  });
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const words = (piece: Piece): Piece[] =>
  piece.chip ? [piece] : [...segmenter.segment(piece.text)].map(({ segment }) => ({ text: segment }));

/** Words that follow each other are one text again. */
function merged(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && !last.chip && !piece.chip) joined[joined.length - 1] = { text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { text }) => sum + text.length, 0);
