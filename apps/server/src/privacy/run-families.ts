import type { RunEventBody } from "@leeway/engine";
import { Inject, Injectable, Optional } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { FamilyStatements, RunFamily } from "./run-family.js";
import { ToldValues } from "./told-values.js";

/** What is kept of all families together, as `weight` counts it; of few, and not for long: values are people's. */
const MOST_KEPT = 48_000_000;
const KEPT_MS = 600_000;
/** More runs than of a loop of as many items as there may be, each with two: what is kept of a family stays below `MOST_KEPT`. */
const MOST_RUNS = 250_000;

/** Families of runs at which somebody looks just now who may not see personal data. */
@Injectable()
export class RunFamilies {
  readonly #sql: FamilyStatements;
  readonly #recent = new LRUCache<string, RunFamily>({
    maxSize: MOST_KEPT,
    ttl: KEPT_MS,
    updateAgeOnGet: true,
    ttlAutopurge: true,
  });

  /** Which values stand in what lists tell of runs. */
  readonly told = new ToldValues(({ workspaceId, names, runId }) => this.of(workspaceId, names, runId));

  constructor(
    @Inject(DATABASE) database: OpenDatabase,
    /** How many runs of a family are read. */
    @Optional() private readonly most: number = MOST_RUNS,
  ) {
    this.#sql = new FamilyStatements(database);
  }

  /** A run's family, with all that it has by now. */
  async of(workspaceId: string, names: readonly string[], runId: string): Promise<RunFamily> {
    const { key, recent } = this.#recentOf(workspaceId, names, runId);
    const family = recent ?? new RunFamily(this.#sql, workspaceId, names, this.most);
    // Known before it is read: two who look at once read it once.
    if (!recent) this.#recent.set(key, family, { size: family.weight });
    await family.readOn(runId);
    if (!family.isForgotten) this.#recent.set(key, family, { size: family.weight });
    return family;
  }

  /** Whether a run's family was read, and what it may have more since is soon read. */
  hasRead(workspaceId: string, names: readonly string[], runId: string): boolean {
    return this.#recentOf(workspaceId, names, runId).recent?.wasRead === true;
  }

  #recentOf(workspaceId: string, names: readonly string[], runId: string) {
    const first = this.#sql.above.all({ workspaceId, id: runId }).at(-1) ?? runId;
    const key = `${workspaceId} ${first}`;
    const recent = this.#recent.get(key);
    const isSame = recent !== undefined && recent.names.join("\n") === names.join("\n");
    return { key, recent: isSame ? recent : undefined };
  }

  /** What an item of a loop has: the nearest to who looks at it, where a run has more values than are kept. */
  ofItem(workspaceId: string, runId: string, item: string): RunEventBody[][] {
    return this.#sql.item.all({ workspaceId, id: runId, item }).map((body) => JSON.parse(body) as RunEventBody[]);
  }

  /** What was read in runs of a workspace is read anew. */
  forget(workspaceId: string): void {
    this.told.forget(workspaceId);
    const keys = [...this.#recent.keys()].filter((key) => key.startsWith(`${workspaceId} `));
    for (const key of keys) {
      const family = this.#recent.peek(key);
      if (family) family.isForgotten = true;
      this.#recent.delete(key);
    }
  }
}
