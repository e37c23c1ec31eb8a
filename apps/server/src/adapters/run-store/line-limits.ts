import { fill, linesOf } from "@leeway/engine";
import type { WriterQueue } from "../database/writer-queue.js";
import { places, type SqliteLines, type InLine } from "./sqlite-lines.js";

const newest: InLine = { at: Number.MAX_SAFE_INTEGER, id: "" };
const everywhere = places.map((place) => ({ place, before: newest }));

/** Those of a line who have not been given its limit yet. */
interface Left {
  line: string;
  limit: number;
  pieces: typeof everywhere;
}

/**
 * Gives all who stand in a workflow's lines another limit, and lets those go on for whom there is room now. The newest
 * first: their limit is that of the line, so the first write counts whatever becomes of the others, and a line that has the
 * limit already is left as it is: most publishing changes none, and a million may stand in it.
 */
export class LineLimits {
  constructor(
    private readonly lines: SqliteLines,
    private readonly queue: WriterQueue,
  ) {}

  /** Part of a write. What it answers is for `rest`, once that write is committed. */
  begin(workflowId: string, limit: number): Left[] {
    return linesOf(workflowId).flatMap((line) =>
      this.lines.limit(line) === limit ? [] : this.#piece({ line, limit, pieces: everywhere }),
    );
  }

  async rest(all: readonly Left[], stopped = () => false): Promise<void> {
    for (const one of all)
      for (let [left] = [one] as Left[]; left && !stopped();) {
        const now = left;
        [left] = await this.queue.write(() => this.#piece(now));
      }
  }

  /** Goes on where a process ended before all of a line had the limit of its newest, as that is when it is written. */
  async heal(stopped: () => boolean): Promise<void> {
    for (let line = this.lines.next(""); line !== undefined && !stopped(); line = this.lines.next(line)) {
      if (!this.#isMixed(line)) continue;
      const left = await this.queue.write(() =>
        this.#piece({ line, limit: this.lines.limit(line), pieces: everywhere }),
      );
      await this.rest(left, stopped);
    }
  }

  #isMixed(line: string): boolean {
    const limit = this.lines.limit(line);
    return this.lines.oldestLimits(line).some((one) => one !== limit);
  }

  #piece({ line, limit, pieces }: Left): Left[] {
    const more = pieces.flatMap(({ place, before }) => {
      const last = this.lines.setLimit(line, place, before, limit);
      return last ? [{ place, before: last }] : [];
    });
    // By the limit of the line as it is now: another may have been published while this one was given to all.
    fill(this.lines, line, this.lines.limit(line));
    return more.length > 0 ? [{ line, limit, pieces: more }] : [];
  }
}
