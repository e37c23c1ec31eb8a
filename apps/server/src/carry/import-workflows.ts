import type { ImportOutcome, ImportReport } from "@leeway/api";
import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { LabelsService } from "../labels/labels.service.js";
import { keepDraft } from "../workflows/kept-drafts.js";
import { PublishingService, type Names } from "../workflows/publishing.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import type { Wish } from "./import-values.js";
import { comingAs, idsOf, planWorkflows, type Planned, type There } from "./workflow-plan.js";

/** A workflow of another program has hundreds; the editor shows them at its steps. */
const MOST_TOLD = 10;
const noProblems = { problemCount: 0, problems: [] };

type Told = ImportReport["workflows"][number];

const outcomes: Record<Planned["does"], ImportOutcome> = {
  make: "made",
  copy: "renamed",
  replace: "replaced",
  keep: "kept",
  leave: "left",
  nothing: "same",
};

/** Workflows of a file, as drafts: what is live stays as it is. */
@Injectable()
export class ImportWorkflows {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly labels: LabelsService,
  ) {}

  /** Part of the transaction, after all that workflows name. `labels`: the ids of the file's labels, by name. */
  apply(
    db: Database,
    wish: Wish,
    credentials: ReadonlyMap<string, string>,
    labels: (name: string) => string,
  ): { told: Told[]; overwritten: { id: string; revision: number }[] } {
    const { workspaceId } = wish.who;
    const there = db
      .prepare("SELECT id, name, revision, document FROM workflows WHERE workspace_id = ? ORDER BY id")
      .all(workspaceId) as There[];
    const planned = planWorkflows(there, wish, credentials);
    const to = { credentials, workflows: idsOf(planned) };
    const overwritten: { id: string; revision: number }[] = [];
    const kept = new Map<Planned, number>();
    for (const plan of planned) {
      const { id, pair, does, one } = plan;
      if (id === undefined || does === "keep" || does === "leave" || does === "nothing") continue;
      const document = comingAs(plan, to);
      if (does === "replace" && pair) {
        const { revision } = pair;
        kept.set(plan, keepDraft(db, { workflowId: id, revision, document: pair.document, by: wish.who.userId }));
        this.workflows.overwrite(db, wish.who, id, revision, document);
        overwritten.push({ id, revision: revision + 1 });
      } else this.workflows.insert(db, wish.who, id, document);
      this.labels.attach(db, workspaceId, id, one.labels.map(labels));
    }
    // When all are there: they call one another.
    const names = this.publishing.names(workspaceId);
    const told = planned.map((plan): Told => {
      const { one, id, as, pair, does } = plan;
      const version = kept.get(plan);
      return {
        from: one.id,
        ...(id !== undefined && { id }),
        ...(pair && { here: pair.id }),
        name: one.document.name,
        as,
        outcome: outcomes[does],
        wasPublished: one.published,
        ...(version !== undefined && { keptAs: version }),
        ...(id === undefined || does === "keep" ? noProblems : this.#problems(wish, id, names)),
      };
    });
    return { told, overwritten };
  }

  #problems({ who, locale }: Wish, id: string, names: Names): Pick<Told, "problemCount" | "problems"> {
    const { document } = this.workflows.get(who.workspaceId, id);
    const { count, first } = this.publishing.errorsOf(document, names, locale, MOST_TOLD);
    return { problemCount: count, problems: first };
  }
}
