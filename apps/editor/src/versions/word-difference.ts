import { diffArrays } from "diff";
import type { Piece } from "./value-pieces.js";

/** A stretch of a value that is in both, or in one of them only. */
export interface Stretch extends Piece {
  kind: "same" | "added" | "removed";
}

/** From here on one looks for what differs; below, the whole value is read at a glance. */
const LONG = 48;

/** Beyond it nobody reads on, and to find the shortest way from one text to the other takes seconds. */
const MOST_EDITS = 400;

/**
 * Two values as one text with what came and what went; undefined where they are short, have too little in common, or differ
 * in too much: then they are read better one after the other.
 */
export function comparison(before: readonly Piece[], after: readonly Piece[]): Stretch[] | undefined {
  if (lengthOf(before) < LONG || lengthOf(after) < LONG) return undefined;
  const stretches = wordDifference(before, after);
  const same = stretches?.filter(({ kind }) => kind === "same") ?? [];
  return lengthOf(same) * 3 >= Math.min(lengthOf(before), lengthOf(after)) ? stretches : undefined;
}

/** Both values as one text, word by word; a chip is a word. Undefined where far too much differs. */
export function wordDifference(before: readonly Piece[], after: readonly Piece[]): Stretch[] | undefined {
  const changes = diffArrays(before.flatMap(words), after.flatMap(words), {
    comparator: (one, other) => one.text === other.text && one.chip === other.chip,
    maxEditLength: MOST_EDITS,
  });
  return changes?.flatMap(({ value, added, removed }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return merged(value).map((piece): Stretch => ({ ...piece, kind }));
  });
}

/** Words, spaces and signs; the browser's own segmenter takes seconds for the text of a page. */
const pattern = /[\p{L}\p{M}\p{N}_'’ʼ]+|\s+|[^\p{L}\p{M}\p{N}_'’ʼ\s]/gu;
const words = (piece: Piece): Piece[] =>
  piece.chip ? [piece] : [...piece.text.matchAll(pattern)].map(([text]) => ({ text }));

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
