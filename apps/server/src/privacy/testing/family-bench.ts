import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewRun, RunEventBody } from "@leeway/engine";
import type { Statement } from "better-sqlite3";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { openMigrated } from "../../adapters/database/testing/migrated.js";
import { SqliteRunStore } from "../../adapters/run-store/sqlite-run-store.js";
import { systemClock } from "../../adapters/system-clock.js";
import { aboutRuns } from "../about-runs.js";
import { FieldsToHide } from "../fields-to-hide.js";
import { PrivacyRules } from "../privacy-rules.js";
import { RunFamilies } from "../run-families.js";

/** Runs with their families in a database of their own, and what reading of them costs. */
export class FamilyBench {
  database!: OpenDatabase;
  families!: RunFamilies;
  /** Since the test began: rows of logs that were handed out, and statements that were made. */
  rows = 0;
  statements = 0;
  readonly prepared: string[] = [];
  #store!: SqliteRunStore;
  #made = 0;

  /** For the tests of a file; each begins with families that nobody has looked at. */
  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "leeway-families-"));
    beforeAll(async () => {
      this.database = await openMigrated(join(folder, "a.db"));
      this.#store = new SqliteRunStore(this.database.handle, this.database.queue, systemClock);
    });
    afterAll(async () => {
      await this.database.close();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(() => {
      this.families = this.reading(RunFamilies);
      [this.rows, this.statements] = [0, 0];
    });
  }

  /** Families whose reading is counted. */
  reading(Kind: typeof RunFamilies, most?: number): RunFamilies {
    const prepare = (sql: string) => {
      this.prepared.push(sql);
      return this.#counted(this.database.handle.prepare(sql), /FROM run_events/.test(sql));
    };
    return new Kind({ ...this.database, handle: { prepare } } as never, most);
  }

  #counted(statement: Statement, isLog: boolean): Statement {
    const [all, iterate, pluck] = [
      statement.all.bind(statement),
      statement.iterate.bind(statement),
      statement.pluck.bind(statement),
    ];
    const read = (rows: number) => {
      if (isLog) this.rows += rows;
    };
    const made = () => (this.statements += 1);
    // It is the same one.
    statement.pluck = () => (pluck(), statement);
    statement.all = (...values: unknown[]) => {
      const found = all(...values);
      made();
      read(found.length);
      return found;
    };
    statement.iterate = function* (...values: unknown[]) {
      made();
      for (const row of iterate(...values)) {
        read(1);
        yield row;
      }
    } as typeof statement.iterate;
    return statement;
  }

  async runOf(events: RunEventBody[], more: Partial<NewRun> = {}): Promise<string> {
    const id = more.id ?? `run_${++this.#made}`;
    const ids = { id, workspaceId: "ws", workflowId: "wf", documentId: "doc" };
    await this.#store.create({ ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: 0, ...more });
    await this.say(id, 1, events);
    return id;
  }

  async say(id: string, after: number, events: RunEventBody[], finishedAt: number | null = null): Promise<void> {
    const status = finishedAt === null ? "running" : "succeeded";
    const summary = { status, dueAt: 0, startedAt: 1, finishedAt, error: null, handledErrors: 0 } as const;
    if (events.length > 0) await this.#store.append(id, { after, events, summary });
  }

  /** What an address of a run, or of all of them, hides of its answers from somebody who may not see all. */
  shownAt(url: string, params: object, by = this.families, root = "/api/v1/runs/:id") {
    this.database.handle.exec(
      "INSERT OR REPLACE INTO privacy_rules (workspace_id, masked_fields) VALUES ('ws', '[\"passport\"]')",
    );
    const about = aboutRuns({ routeOptions: { url: `${root}${url}` }, params, query: {} } as never);
    return new FieldsToHide(new PrivacyRules(this.database), by).of("ws", about);
  }
}

export const done = (key: string, output: unknown): RunEventBody =>
  ({ type: "step.succeeded", at: 1, key, nodeId: key.replace(/\[.*/, ""), output, port: "main" }) as RunEventBody;

/** What a run says that a step of another one has started. */
export const calledBy = (runId: string, key = "call") => ({
  parent: { runId, key, depth: 1 },
  dedupeKey: `step:${runId}:${key}`,
});
