import { isObject, partsOfKey, type Json, type JsonObject, type Locale, type StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { DATABASE, Settings } from "../config/settings.js";
import { toError } from "../runs/run-telling.js";
import { languageOf } from "../sandbox/open-sandbox.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { ERROR_TRIGGER, TroublesStore, type ToldRun, type Trouble } from "./troubles.store.js";

/** As deep as workflows may call each other, and a bit. */
const DEEPEST = 16;

/** A trouble that may be told of. */
export interface Told {
  trouble: Trouble;
  run: ToldRun;
  /** Where it went wrong in a workflow that it called; the innermost. */
  cause: ToldRun | undefined;
  /** All workflows on the way down to there. */
  workflowIds: string[];
}

/** Knows which troubles are told of, and in which words. */
@Injectable()
export class TroubleTeller {
  readonly #languageOf: (workspaceId: string) => Locale;

  constructor(
    private readonly troubles: TroublesStore,
    private readonly nodes: DocumentNodes,
    private readonly settings: Settings,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(DATABASE) database: OpenDatabase,
  ) {
    this.#languageOf = languageOf(database);
  }

  /**
   * Nothing of a run that is gone, of one whose failure is that of the step which waits for it, of what a test of a draft
   * has called, and of those that told of a trouble themselves: nothing tells of itself for ever.
   */
  async look(trouble: Trouble): Promise<Told | undefined> {
    const { workspaceId } = trouble;
    const run = this.troubles.run(workspaceId, trouble.runId);
    if (!run || this.#isNoNews(workspaceId, run)) return undefined;
    if (trouble.kind === "failed" && run.parentRunId !== null && (await this.#isWaitedFor(run.id))) return undefined;
    const chain = [...this.#calledBy(workspaceId, trouble.error)];
    return { trouble, run, cause: chain.at(-1), workflowIds: [run, ...chain].map(({ workflowId }) => workflowId) };
  }

  /** The output of the trigger. In the language of the workspace's owner, whoever reads it later. */
  payload(workspaceId: string, told: Told, more: number): JsonObject {
    return { ...this.facts(told, this.#languageOf(workspaceId)), more };
  }

  /** What happened where, in one language. */
  facts({ trouble, run, cause }: Told, locale: Locale): JsonObject {
    const { kind, at, error, stepKey } = trouble;
    const nodeId = stepKey === null ? error?.nodeId : partsOfKey(stepKey).nodeId;
    return {
      kind,
      at: iso(at),
      ...this.#place(run, error, nodeId, locale),
      ...(cause && { cause: this.#place(cause, cause.error, cause.error?.nodeId, locale) }),
    };
  }

  #place(run: ToldRun, error: StepError | null, nodeId: string | undefined, locale: Locale): JsonObject {
    const { id, workflowId, workflowName, documentId, startedAt } = run;
    const words = this.nodes.words(locale)(documentId);
    const said = error && toError(error, locale, words);
    return {
      workflow: { id: workflowId, name: workflowName },
      run: {
        id,
        url: `${this.settings.publicUrl}/runs/${id}`,
        startedAt: startedAt === null ? null : iso(startedAt),
      },
      step: { nodeId: nodeId ?? null, name: nodeId === undefined ? null : words.nodeName(nodeId) },
      error: said && { code: said.code, message: said.message, hint: said.hint ?? null },
    };
  }

  /** The runs of called workflows through which it came, outermost first: each error says which run it is about. */
  *#calledBy(workspaceId: string, error: StepError | null): Generator<ToldRun> {
    let next = calledRun(error?.code, error?.values);
    for (let depth = 0; next !== undefined && depth < DEEPEST; depth++) {
      const run = this.troubles.run(workspaceId, next);
      if (!run) return;
      yield run;
      next = calledRun(run.error?.code, run.error?.values);
    }
  }

  #isNoNews(workspaceId: string, run: ToldRun): boolean {
    let one: ToldRun | undefined = run;
    for (let depth = 0; one && depth < DEEPEST; depth++) {
      const { documentId, version, trigger, parentRunId }: ToldRun = one;
      if (version === null) return true;
      if (this.nodes.of(documentId).some(({ id, type }) => id === trigger && type === ERROR_TRIGGER)) return true;
      one = parentRunId === null ? undefined : this.troubles.run(workspaceId, parentRunId);
    }
    return false;
  }

  async #isWaitedFor(runId: string): Promise<boolean> {
    const [created] = await this.store.eventsAfter(runId, 0, 1);
    return created?.type === "run.created" && created.parent?.waits !== false;
  }
}

const iso = (at: number) => new Date(at).toISOString();

/** The run that a step has called and that failed; of a loop, that of the item with which it failed. */
function calledRun(code: Json | undefined, values: Json | undefined): string | undefined {
  if (!isObject(values)) return undefined;
  const { runId, cause } = values;
  if (code === "workflow.failed") return typeof runId === "string" ? runId : undefined;
  return isObject(cause) ? calledRun(cause["code"], cause["values"]) : undefined;
}
