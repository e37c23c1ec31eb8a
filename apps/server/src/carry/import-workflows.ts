import type { ImportOutcome, ImportReport } from "@leeway/api";
import type { Callee, Locale, WorkflowDocument } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { LabelsService } from "../labels/labels.service.js";
import { calleeOf } from "../workflows/callable.js";
import { keepDraft } from "../workflows/kept-drafts.js";
import { PublishingService, type Names } from "../workflows/publishing.service.js";
import { documentOf } from "../workflows/workflow.rows.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import type { Wish } from "./import-values.js";
import type { Steps } from "../pace/steps.js";
import { planWorkflows, type Planned, type There } from "./workflow-plan.js";

/** A workflow of another program has hundreds; the editor shows them at its steps. */
const MOST_TOLD = 10;

type Told = ImportReport["workflows"][number];

const outcomes: Record<Planned["does"], ImportOutcome> = {
  make: "made",
  copy: "renamed",
  replace: "replaced",
  keep: "kept",
  leave: "left",
  nothing: "same",
};

/** What has been done with the workflows of a file, before it is known what is wrong with them. */
export interface Taken {
  overwritten: { id: string; revision: number }[];
  /** What is told of each; the document where it is still to be checked. */
  workflows: { told: Told; document: WorkflowDocument | undefined }[];
  /** What a check has to know, as it was when all were there: of a dry run nothing is there any more. */
  names: Names;
}

/** Workflows of a file, as drafts: what is live stays as it is. */
@Injectable()
export class ImportWorkflows {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly labels: LabelsService,
    @Inject(DATABASE) private readonly database: OpenDatabase,
  ) {}

  /** What is to become of each, by what is here now. */
  *plan(
    { who: { workspaceId }, ...wish }: Pick<Wish, "who" | "file" | "choices" | "perWorkflow">,
    credentials: ReadonlyMap<string, string>,
  ): Steps<Planned[]> {
    const { handle } = this.database;
    const there = handle
      .prepare<[string], There>(
        "SELECT id, name, revision, published_version AS published FROM workflows WHERE workspace_id = ? ORDER BY id",
      )
      .all(workspaceId);
    const draft = handle
      .prepare<[string, string], string>("SELECT document FROM workflows WHERE id = ? AND workspace_id = ?")
      .pluck();
    const draftOf = (id: string) => {
      const text = draft.get(id, workspaceId);
      // One that is deleted while others have their turn: what is planned so is planned anew.
      return text === undefined ? undefined : documentOf(text);
    };
    return yield* planWorkflows({ there, wish, credentials, draftOf });
  }

  /** Part of the transaction, after all that workflows name. `labels`: the ids of the file's labels, by name. */
  apply(db: Database, { who }: Wish, planned: readonly Planned[], labels: (name: string) => string): Taken {
    const overwritten: Taken["overwritten"] = [];
    const coming = new Map<string, Callee>();
    const workflows = planned.map((plan) => {
      const { id, pair, does, one, draft, document } = plan;
      if (id === undefined || !document || does === "nothing") return { told: tellOf(plan), document };
      let version: number | undefined;
      if (does === "replace" && pair && draft) {
        const { revision } = pair;
        version = keepDraft(db, { workflowId: id, revision, document: draft, by: who.userId });
        this.workflows.overwrite(db, who, id, revision, document);
        overwritten.push({ id, revision: revision + 1 });
      } else this.workflows.insert(db, who, id, document);
      // What is live stays what others call.
      if (pair?.published == null || does !== "replace")
        coming.set(id, calleeOf({ name: document.name, published: false }, document));
      this.labels.attach(db, who.workspaceId, id, one.labels.map(labels));
      return { told: { ...tellOf(plan), ...(version !== undefined && { keptAs: version }) }, document };
    });
    const names = this.publishing.names(who.workspaceId);
    const callees = { get: (id: string) => coming.get(id) ?? names.workflows?.get(id) };
    return { overwritten, workflows, names: { ...names, workflows: callees } };
  }

  /** What is told of each, with its problems. */
  *check({ workflows, names }: Taken, locale: Locale): Steps<Told[]> {
    const all: Told[] = [];
    for (const { told, document } of workflows) {
      if (!document) all.push(told);
      else {
        const { count, first } = this.publishing.errorsOf(document, names, locale, MOST_TOLD);
        all.push({ ...told, problemCount: count, problems: first });
      }
      yield;
    }
    return all;
  }
}

const tellOf = ({ one, id, as, pair, does }: Planned): Told => ({
  from: one.id,
  ...(id !== undefined && { id }),
  ...(pair && { here: pair.id }),
  name: one.document.name,
  as,
  outcome: outcomes[does],
  wasPublished: one.published,
  problemCount: 0,
  problems: [],
});
