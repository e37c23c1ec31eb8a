import { takesPlace, type Claim, type Clock, type Lines, type Place, type PlaceTaken } from "@leeway/engine";
import type { WriterQueue } from "../database/writer-queue.js";
import type { HolderRow } from "./appended-row.js";
import type { RunStatements } from "./statements.js";

/** In pieces, so that others get their turn in between. */
const RENEWED_AT_ONCE = 500;

/** Who has which run, until when, and whether it may begin anything: see `RunStore`. */
export class Leases {
  constructor(
    private readonly sql: RunStatements,
    private readonly lines: Lines,
    private readonly queue: WriterQueue,
    private readonly clock: Clock,
  ) {}

  /** Whoever opens the data folder is its only process: what an earlier one held is free now, and its fences are old. */
  async void(): Promise<number> {
    return this.queue.write(() => this.sql.voidLeases.run().changes);
  }

  claim(runId: string, worker: string, leaseMs: number): Promise<Claim | null> {
    return this.queue.write(() => {
      const now = this.clock.now();
      const row = this.sql.claim.get({ runId, worker, now, leaseUntil: now + leaseMs }) as
        | { fence: number; claims: number; place: Place | null }
        | undefined;
      if (!row) return null;
      const { fence, claims, place } = row;
      return { runId, fence, claims, ...(place !== null && place !== "going" && { rests: true }) };
    });
  }

  takePlace({ runId, fence }: Claim, after: number): Promise<PlaceTaken> {
    return this.queue.write((): PlaceTaken => {
      const row = this.sql.findHolder.get(runId) as HolderRow | undefined;
      if (!row || row.fence !== fence || row.worker === null) return "lost";
      if (row.lastSeq !== after) return "behind";
      const { line, place } = row;
      if (line === null || place === null || takesPlace(this.lines, { id: runId, line, place })) return "goes";
      this.sql.standInLine.run(runId);
      return "waits";
    });
  }

  async renew(claims: Claim[], leaseMs: number): Promise<string[]> {
    const lost: string[] = [];
    for (let from = 0; from < claims.length; from += RENEWED_AT_ONCE)
      await this.queue.write(() => {
        const leaseUntil = this.clock.now() + leaseMs;
        for (const { runId, fence } of claims.slice(from, from + RENEWED_AT_ONCE))
          if (this.sql.renew.run({ runId, fence, leaseUntil }).changes === 0) lost.push(runId);
      });
    return lost;
  }
}
