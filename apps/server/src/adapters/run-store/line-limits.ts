import { fill, linesOf } from "@leeway/engine";
import type { WriterQueue } from "../database/writer-queue.js";
import { places, type SqliteLines, type InLine } from "./sqlite-lines.js";

const newest: InLine = { at: Number.MAX_SAFE_INTEGER, id: "" };
const everywhere = places.map((place) => ({ place, before: newest }));

/**
 * Gives all who stand in a workflow's lines another limit, and lets those go on for whom there is room now. The newest
 * first: their limit is that of the line, so the first write counts whatever becomes of the others, and a line that has the
 * limit already is left as it is: most publishing changes none, and a million may stand in it.
 */
export async function setLineLimits(lines: SqliteLines, queue: WriterQueue, workflowId: string, limit: number) {
  for (const line of linesOf(workflowId)) {
    const setPiece = (pieces: typeof everywhere) => {
      const more = pieces.flatMap(({ place, before }) => {
        const last = lines.setLimit(line, place, before, limit);
        return last ? [{ place, before: last }] : [];
      });
      fill(lines, line, limit);
      return more;
    };
    let left = await queue.write(() => (lines.limit(line) === limit ? [] : setPiece(everywhere)));
    while (left.length > 0) left = await queue.write(() => setPiece(left));
  }
}
