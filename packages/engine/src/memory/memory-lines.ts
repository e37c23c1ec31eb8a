import type { RunSummary, NewRun } from "../ports.js";
import { lineOf, type Lines, type Place } from "../run/line.js";

/** What of a kept run its line needs. */
export interface Lined extends Pick<RunSummary, "dueAt"> {
  run: NewRun;
  place: Place | null;
}

/** The lines of runs in memory, in the order in which the runs came. */
export class MemoryLines implements Lines {
  constructor(private readonly runs: ReadonlyMap<string, Lined>) {}

  going(line: string, most: number): number {
    return Math.min(most, this.#all(line, "going").length);
  }

  hasKey(line: string, key: string): boolean {
    return this.#all(line).some(({ run, place }) => run.admission?.key === key && place !== "behind");
  }

  first(line: string, place: "next" | "behind", key?: string): string | undefined {
    return this.#all(line, place).find(({ run }) => key === undefined || run.admission?.key === key)?.run.id;
  }

  withKey(line: string, key: string, most: number): string[] {
    const found = this.#all(line).filter(({ run }) => run.admission?.key === key);
    return found.slice(0, most).map(({ run }) => run.id);
  }

  newest(line: string, place: Place, most: number): { id: string; at: number }[] {
    const found = this.#all(line, place).toReversed();
    return found.slice(0, most).map(({ run }) => ({ id: run.id, at: run.at }));
  }

  limit(line: string): number {
    return this.#all(line).at(-1)?.run.admission?.limit ?? 0;
  }

  setLimit(line: string, limit: number): void {
    for (const one of this.#all(line))
      if (one.run.admission) one.run = { ...one.run, admission: { ...one.run.admission, limit } };
  }

  move(id: string, place: Place | null, due: boolean): void {
    const found = this.runs.get(id);
    if (!found) return;
    found.place = place;
    if (due) found.dueAt = 0;
  }

  #all(line: string, place?: Place): Lined[] {
    const standing = [...this.runs.values()].filter(
      (one) => one.place !== null && lineOf(one.run) === line && (place === undefined || one.place === place),
    );
    return standing.sort((a, b) => a.run.at - b.run.at || (a.run.id < b.run.id ? -1 : 1));
  }
}
