import type { CarriedWorkflow, ImportReport } from "@leeway/api";
import { retarget, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { LabelsService } from "../labels/labels.service.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { documentOf } from "../workflows/workflow.rows.js";
import { newWorkflowId, WorkflowsService } from "../workflows/workflows.service.js";
import type { Wish } from "./import-values.js";
import { NamePairs } from "./name-pairs.js";

/** As the editor lets names be. */
const LONGEST_NAME = 200;
type Told = ImportReport["workflows"][number];
interface There {
  id: string;
  name: string;
  revision: number;
  document: string;
}
/** What is to become of one: under which id and name, and in whose place. */
interface Planned {
  one: CarriedWorkflow;
  id: string;
  as: string;
  pair: There | undefined;
  keep: boolean;
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
  apply(
    db: Database,
    wish: Wish,
    credentials: ReadonlyMap<string, string>,
    labels: (name: string) => string,
  ): { told: Told[]; overwritten: { id: string; revision: number }[] } {
    const planned = this.#plan(db, wish);
    const to = { credentials, workflows: new Map(planned.map(({ one, id }) => [one.id, id])) };
    const overwritten: { id: string; revision: number }[] = [];
    const outcomes = planned.map((plan) => {
      if (plan.keep) return "kept";
      const document = { ...retarget(plan.one.document, to, catalogue), name: plan.as };
      const outcome = this.#store(db, wish, plan, document);
      if (outcome === "replaced" && plan.pair) overwritten.push({ id: plan.id, revision: plan.pair.revision + 1 });
      this.labels.attach(db, wish.who.workspaceId, plan.id, plan.one.labels.map(labels));
      return outcome;
    });
    // When all are there: they call one another.
    const told = planned.map(({ one, id, as, keep }, index): Told => ({
      id,
      name: one.document.name,
      as,
      outcome: outcomes[index] ?? "kept",
      wasPublished: one.published,
      problems: keep ? [] : this.#problems(wish, id),
    }));
    return { told, overwritten };
  }

  #plan(db: Database, { who, file, choices }: Wish): Planned[] {
    const there = db
      .prepare("SELECT id, name, revision, document FROM workflows WHERE workspace_id = ? ORDER BY id")
      .all(who.workspaceId) as There[];
    const nameOf = ({ name }: { name: string }) => name;
    const coming = file.workflows.map(({ document }) => document.name);
    const pairs = new NamePairs(there, nameOf, coming);
    return file.workflows.map((one): Planned => {
      const { name } = one.document;
      const pair = pairs.pairOf(name);
      if (!pair) return { one, id: newWorkflowId(), as: name, pair, keep: false };
      if (choices.workflows === "both")
        return { one, id: newWorkflowId(), as: pairs.freeName(name, LONGEST_NAME), pair, keep: false };
      const keep = choices.workflows === "mine";
      return { one, id: pair.id, as: keep ? pair.name : name, pair, keep };
    });
  }

  #store(db: Database, { who, choices }: Wish, { id, pair }: Planned, document: WorkflowDocument) {
    if (!pair || choices.workflows === "both") {
      this.workflows.insert(db, who, id, document);
      return pair ? "renamed" : "made";
    }
    if (JSON.stringify(documentOf(pair.document)) === JSON.stringify(document)) return "same";
    this.workflows.overwrite(db, who, id, pair.revision, document);
    return "replaced";
  }

  #problems({ who, locale }: Wish, id: string): Told["problems"] {
    const { document } = this.workflows.get(who.workspaceId, id);
    return this.publishing.validate(who.workspaceId, document, locale).filter(({ severity }) => severity === "error");
  }
}
