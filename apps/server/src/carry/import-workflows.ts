import type { ImportOutcome, ImportReport } from "@leeway/api";
import type { Callee, Locale, WorkflowDocument } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { LabelsService } from "../labels/labels.service.js";
import { setImmediate as nextTurn } from "node:timers/promises";
import { calleeOf } from "../workflows/callable.js";
import { keepDraft } from "../workflows/kept-drafts.js";
import { PublishingService, type Names } from "../workflows/publishing.service.js";
import { documentOf } from "../workflows/workflow.rows.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import type { Wish } from "./import-values.js";
import { comingAs, idsOf, planWorkflows, type Planned, type There } from "./workflow-plan.js";

/** A workflow of another program has hundreds; the editor shows them at its steps. */
const MOST_TOLD = 10;
/** Workflows that are checked before others have their turn. */
const CHECKED_AT_ONCE = 5;

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
  ) {}

  /** Part of the transaction, after all that workflows name. `labels`: the ids of the file's labels, by name. */
  apply(db: Database, wish: Wish, credentials: ReadonlyMap<string, string>, labels: (name: string) => string): Taken {
    const { workspaceId } = wish.who;
    const there = db
      .prepare(
        `SELECT id, name, revision, document, published_version AS published FROM workflows
         WHERE workspace_id = ? ORDER BY id`,
      )
      .all(workspaceId) as There[];
    const planned = planWorkflows(there, wish, credentials);
    const to = { credentials, workflows: idsOf(planned) };
    const overwritten: Taken["overwritten"] = [];
    const coming = new Map<string, Callee>();
    const workflows = planned.map((plan) => {
      const { id, pair, does, one } = plan;
      if (id === undefined || does === "keep" || does === "leave") return { told: tellOf(plan), document: undefined };
      if (does === "nothing") return { told: tellOf(plan), document: pair && documentOf(pair.document) };
      const document = comingAs(plan, to);
      let version: number | undefined;
      if (does === "replace" && pair) {
        const { revision } = pair;
        version = keepDraft(db, { workflowId: id, revision, document: pair.document, by: wish.who.userId });
        this.workflows.overwrite(db, wish.who, id, revision, document);
        overwritten.push({ id, revision: revision + 1 });
      } else this.workflows.insert(db, wish.who, id, document);
      // What is live stays what others call.
      if (pair?.published == null || does !== "replace")
        coming.set(id, calleeOf({ name: document.name, published: false }, document));
      this.labels.attach(db, workspaceId, id, one.labels.map(labels));
      return { told: { ...tellOf(plan), ...(version !== undefined && { keptAs: version }) }, document };
    });
    const names = this.publishing.names(workspaceId);
    const callees = { get: (id: string) => coming.get(id) ?? names.workflows?.get(id) };
    return { overwritten, workflows, names: { ...names, workflows: callees } };
  }

  /** What is told of each, with its problems. Others have their turn meanwhile: with a thousand workflows it takes a while. */
  async check({ workflows, names }: Taken, locale: Locale): Promise<Told[]> {
    const all: Told[] = [];
    for (const [index, { told, document }] of workflows.entries()) {
      if (index % CHECKED_AT_ONCE === 0) await nextTurn();
      if (!document) all.push(told);
      else {
        const { count, first } = this.publishing.errorsOf(document, names, locale, MOST_TOLD);
        all.push({ ...told, problemCount: count, problems: first });
      }
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
