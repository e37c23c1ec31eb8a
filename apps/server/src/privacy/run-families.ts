import type { RunEventBody } from "@leeway/engine";
import { Inject, Injectable, Optional } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { KnownValues } from "./known-values.js";
import { FamilyStatements, RunFamily } from "./run-family.js";

/** What is kept of all families together, as `weight` counts it; of few, and not for long: values are people's. */
const MOST_KEPT = 48_000_000;
const KEPT_MS = 600_000;
/** Runs of lists of which is kept what is hidden in them. */
const MOST_TOLD = 5_000;
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

  /** What of a family that is over stands in what a list tells of a run: a page has more families than are kept. */
  readonly #told = new LRUCache<string, KnownValues>({ max: MOST_TOLD, ttl: KEPT_MS });

  constructor(
    @Inject(DATABASE) database: OpenDatabase,
    /** How many runs of a family are read. */
    @Optional() private readonly most: number = MOST_RUNS,
  ) {
    this.#sql = new FamilyStatements(database);
  }

  /** A run's family, with all that it has by now. */
  async of(workspaceId: string, names: readonly string[], runId: string): Promise<RunFamily> {
    const first = this.#sql.above.all({ workspaceId, id: runId }).at(-1) ?? runId;
    const key = `${workspaceId} ${first}`;
    const recent = this.#recent.get(key);
    const isSame = recent !== undefined && recent.names.join("\n") === names.join("\n");
    const family = isSame ? recent : new RunFamily(this.#sql, workspaceId, names, this.most);
    // Known before it is read: two who look at once read it once.
    if (!isSame) this.#recent.set(key, family, { size: family.weight });
    await family.readOn(runId);
    if (!family.isForgotten) this.#recent.set(key, family, { size: family.weight });
    return family;
  }

  /** The values of a run's family that stand in what a list tells of the run; nothing where nobody knows them. */
  async among(told: readonly string[], workspaceId: string, names: readonly string[], runId: string) {
    const key = `${workspaceId} ${runId} ${names.join("\n")}`;
    const before = this.#told.get(key);
    if (before) return before;
    const family = await this.of(workspaceId, names, runId);
    if (family.isTooLarge) return undefined;
    const known = family.fields.values.within(told);
    if (family.isOver && !family.isForgotten) this.#told.set(key, known);
    return known;
  }

  /** What an item of a loop has: the nearest to who looks at it, where a run has more values than are kept. */
  ofItem(workspaceId: string, runId: string, item: string): RunEventBody[][] {
    return this.#sql.item.all({ workspaceId, id: runId, item }).map((body) => JSON.parse(body) as RunEventBody[]);
  }

  /** What was read in runs of a workspace is read anew. */
  forget(workspaceId: string): void {
    for (const key of this.#told.keys()) if (key.startsWith(`${workspaceId} `)) this.#told.delete(key);
    const keys = [...this.#recent.keys()].filter((key) => key.startsWith(`${workspaceId} `));
    for (const key of keys) {
      const family = this.#recent.peek(key);
      if (family) family.isForgotten = true;
      this.#recent.delete(key);
    }
  }
}
