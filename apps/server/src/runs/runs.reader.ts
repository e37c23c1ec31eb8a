import { type LoopItemsQuery, type Run, type RunStep, type RunStepsQuery } from "@leeway/api";
import { pathOf, type Locale, type LoopState, type StepError, type StepState } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { ItemLog } from "./item-log.js";
import { LoopItems } from "./loop-items.js";
import { RunOutlines, type Outline } from "./run-outline.js";
import { StepOrder, stepsAfter, stepsOfItem } from "./step-pages.js";
import { runColumns } from "./run-rows.js";
import { toError, toItem, toRun, toStep, type RunRow } from "./run-telling.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import type { Words } from "../workflows/words.js";

/** Values in lists are cut here; a single step has them whole. */
const LONGEST_IN_LIST = 64 * 1024;
/** Steps of a page for which nobody named a length. */
const MOST_STEPS = 1_000;

/** Reads runs for people: everything is folded from the log or a column derived from it. */
@Injectable()
export class RunsReader {
  readonly #db: Database;
  readonly #keyError: Statement<[string]>;
  readonly #replay: Statement<[string, string, number], { id: string; at: number }>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly outlines: RunOutlines,
    private readonly log: ItemLog,
    private readonly nodes: DocumentNodes,
  ) {
    this.#db = handle;
    this.#keyError = handle
      .prepare<[string]>("SELECT body -> '$[0].keyError' FROM run_events WHERE run_id = ? AND seq = 1")
      .pluck();
    this.#replay = handle.prepare(
      "SELECT id, created_at AS at FROM runs WHERE replay_of = ? AND workspace_id || '' = ? AND rehearsal <= ? ORDER BY id DESC LIMIT 1",
    );
  }

  get(workspaceId: string, id: string, locale: Locale): Run {
    const row = this.#db.prepare(`SELECT ${runColumns} WHERE r.id = ? AND r.workspace_id = ?`).get(id, workspaceId) as
      | RunRow
      | undefined;
    if (!row) throw new Problem("notFound");
    const words = this.nodes.words(locale);
    const keyError = this.#keyError.get(id) as string | null | undefined;
    const told =
      typeof keyError === "string" && toError(JSON.parse(keyError) as StepError, locale, words(row.documentId));
    const replay = this.#replay.get(id, workspaceId, row.rehearsal);
    return {
      ...toRun(row, locale, words),
      ...(told && { keyError: told }),
      ...(replay && { replayedAs: { id: replay.id, createdAt: new Date(replay.at).toISOString() } }),
    };
  }

  newestOf(workflowId: string): { id: string; status: string; startedAt: string } | null {
    const row = this.#db
      .prepare("SELECT id, status, created_at AS at FROM runs WHERE workflow_id = ? ORDER BY id DESC LIMIT 1")
      .get(workflowId) as { id: string; status: string; at: number } | undefined;
    return row ? { id: row.id, status: row.status, startedAt: new Date(row.at).toISOString() } : null;
  }

  /** The newest runs of a workflow's draft, newest first, and the run of a version before them. */
  newestTries(workflowId: string, most: number): string[] {
    const rows = this.#newest(workflowId, most);
    const live = rows.findIndex(({ version }) => version !== null);
    return rows.slice(0, live === -1 ? most : live + 1).map(({ id }) => id);
  }

  #newest(workflowId: string, most: number): { id: string; rehearsal: number; version: number | null }[] {
    return this.#db
      .prepare("SELECT id, rehearsal, version FROM runs WHERE workflow_id = ? ORDER BY id DESC LIMIT ?")
      .all(workflowId, most) as { id: string; rehearsal: number; version: number | null }[];
  }

  /** The newest runs of a workflow, those to real accounts before rehearsals, whose lists are the sandbox's. */
  lastOf(workflowId: string, most: number): string[] {
    const rows = this.#newest(workflowId, most * 4);
    const real = rows.filter(({ rehearsal }) => rehearsal === 0);
    return (real.length > 0 ? real : rows).slice(0, most).map(({ id }) => id);
  }

  /** Whether the run has ended. */
  isOver(id: string): boolean {
    return this.#db.prepare("SELECT 1 FROM runs WHERE id = ? AND finished_at IS NOT NULL").get(id) !== undefined;
  }

  /** Whether the run rests since its workspace is deleted. */
  isDeleted(id: string): boolean {
    const sql =
      "SELECT 1 FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE r.id = ? AND w.deleted_at IS NOT NULL";
    return this.#db.prepare(sql).get(id) !== undefined;
  }

  /** Refuses runs of other workspaces. */
  assertOwn(workspaceId: string, id: string): void {
    const found = this.#db.prepare("SELECT 1 FROM runs WHERE id = ? AND workspace_id = ?").get(id, workspaceId);
    if (!found) throw new Problem("notFound");
  }

  /** The steps that the run has touched, in the document's order; those of loops' items after them, by their indexes. */
  async steps(workspaceId: string, id: string, { limit = MOST_STEPS, cursor, item }: RunStepsQuery, locale: Locale) {
    const { nodes, words, outline } = await this.#look(workspaceId, id, locale);
    if (item !== undefined) {
      const steps = stepsOfItem(this.log, id, new StepOrder(nodes), item);
      return { items: steps.map((step) => this.#told(id, step, locale, words, LONGEST_IN_LIST)) };
    }
    const page = { after: cursor, most: limit + 1 };
    const steps = await stepsAfter(this.log, id, outline.state, new StepOrder(nodes), page);
    if (!steps) throw new Problem("notFound");
    const items = steps.slice(0, limit).map((step) => this.#told(id, step, locale, words, LONGEST_IN_LIST));
    const last = items.at(-1);
    return { items, ...(last && steps.length > limit && { nextCursor: last.key }) };
  }

  async step(workspaceId: string, id: string, key: string, locale: Locale): Promise<RunStep> {
    const { words, outline } = await this.#look(workspaceId, id, locale);
    return this.#told(id, this.#stepOf(id, key, outline), locale, words);
  }

  /** The items of a loop, by their indexes; a step that is none, or has not begun, has none. */
  async items(workspaceId: string, id: string, key: string, query: LoopItemsQuery, locale: Locale) {
    const { words, outline } = await this.#look(workspaceId, id, locale);
    const step = this.#stepOf(id, key, outline);
    if (!isLoop(step)) return { items: [] };
    const from = query.cursor === undefined ? 0 : Number(query.cursor) + 1;
    if (!Number.isInteger(from) || from < 0) throw new Problem("notFound");
    const loop = new LoopItems(this.log, id, step, (index) => outline.failureOf(key, index));
    const found = loop.page(from, query.limit + 1, query.status);
    const items = found.slice(0, query.limit).map((item) => toItem(item, locale, words));
    const last = items.at(-1);
    return { items, ...(last && found.length > query.limit && { nextCursor: String(last.index) }) };
  }

  /** Whether the log tells of a step of an item. */
  hasStep(id: string, key: string): boolean {
    return pathOf(key) !== "" && this.log.step(id, key) !== undefined;
  }

  #stepOf(id: string, key: string, outline: Outline): StepState {
    const step = pathOf(key) === "" ? outline.state.steps.get(key) : this.log.step(id, key);
    if (!step) throw new Problem("notFound");
    return step;
  }

  #told(id: string, step: StepState, locale: Locale, words: Words, longest?: number): RunStep {
    const told = toStep(step, locale, words, longest);
    if (!isLoop(step)) return told;
    const { count, succeeded, failed, skipped, flawed } = step.loop;
    const running = new LoopItems(this.log, id, step, () => undefined).running();
    return { ...told, loop: { count, succeeded, failed, skipped, flawed, running } };
  }

  async #look(workspaceId: string, id: string, locale: Locale) {
    const row = this.#db
      .prepare<string[], RunRow>("SELECT document_id AS documentId FROM runs WHERE id = ? AND workspace_id = ?")
      .get(id, workspaceId);
    if (!row) throw new Problem("notFound");
    const nodes = this.nodes.of(row.documentId);
    return { nodes, words: this.nodes.words(locale)(row.documentId), outline: await this.outlines.read(id) };
  }
}

const isLoop = (step: StepState): step is StepState & { loop: LoopState } => step.loop !== undefined;
