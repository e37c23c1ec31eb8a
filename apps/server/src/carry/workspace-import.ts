import type { ImportOutcome, ImportReport, ImportWorkspace, WorkspaceFile } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, type Actor } from "../accounts/audit.js";
import { changeWorkspace } from "../accounts/change-workspace.js";
import { personOf } from "../accounts/person.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import { timezoneSchema } from "../accounts/timezone.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { prepared } from "../adapters/database/prepared.js";
import { DATABASE } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { LabelsService } from "../labels/labels.service.js";
import { PrivacyRules } from "../privacy/privacy-rules.js";
import { fieldErrors } from "../problems/schema-pipe.js";
import { Problem } from "../problems/problem.js";
import { unsaid } from "../problems/say-issue.js";
import { RetentionService } from "../retention/retention.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { ImportCredentials, type PlannedCredential } from "./import-credentials.js";
import { ImportValues, type Wish } from "./import-values.js";
import { ImportWorkflows, type Taken } from "./import-workflows.js";
import { nameKey } from "./name-pairs.js";
import { atOnce, inPieces, type Steps } from "../pace/steps.js";
import type { Planned } from "./workflow-plan.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** What has come of a file, but for what is wrong with its workflows. */
interface Done {
  report: Omit<ImportReport, "workflows">;
  taken: Taken;
}

/** What is to become of the workflows and credentials of a file, and by what it was found out. */
interface Plan {
  basis: string;
  credentials: PlannedCredential[];
  workflows: Planned[];
}

/** Takes back what a dry run has done, and carries what it would have come to. */
class Undone extends Error {
  constructor(readonly done: Done) {
    super("A dry run is undone.");
  }
}

/**
 * Takes the file of a workspace in: all of it or nothing. A dry run does the same, and undoes it. Whatever only reads comes
 * before and after the write, and in pieces: others wait for the write alone.
 */
@Injectable()
export class WorkspaceImport {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly labels: LabelsService,
    private readonly values: ImportValues,
    private readonly credentials: ImportCredentials,
    private readonly workflows: ImportWorkflows,
    private readonly drafts: WorkflowsService,
    private readonly retention: RetentionService,
    private readonly privacy: PrivacyRules,
    private readonly changes: WorkspaceChanges,
  ) {}

  async take(who: WorkspaceUser, asked: ImportWorkspace, locale: Locale): Promise<ImportReport> {
    const { file, choices } = asked;
    // An API key may not change the workspace's settings on any other way either.
    if (choices.settings === "theirs") personOf(who);
    const { error } = timezoneSchema.safeParse(file.settings.timezone, unsaid);
    if (error) throw new Problem("request.invalid", {}, fieldErrors(error.issues, "file.settings.timezone"));
    const planned = await inPieces(this.#plan(who, asked));
    const { report, taken } = await this.#write(who, asked, planned, locale);
    return { ...report, workflows: await inPieces(this.workflows.check(taken, locale)) };
  }

  /** What is to become of what is larger than a few values: what is there is read and compared before anybody has to wait. */
  *#plan(who: WorkspaceUser, { file, choices, perWorkflow }: ImportWorkspace): Steps<Plan> {
    const basis = this.#basis(who);
    const credentials = this.credentials.plan({ who, file, choices });
    const ids = new Map(credentials.map(({ from, told }) => [from, told.id]));
    const workflows = yield* this.workflows.plan({ who, file, choices, perWorkflow }, ids);
    return { basis, credentials, workflows };
  }

  /** Changes with whatever a plan is made of. */
  #basis({ workspaceId }: WorkspaceUser): string {
    const rows = [
      "SELECT id, name, revision, updated_at, published_version FROM workflows WHERE workspace_id = ? ORDER BY id",
      "SELECT id, name, updated_at, secret_missing FROM credentials WHERE workspace_id = ? ORDER BY id",
    ].map((sql) => prepared(this.database.handle, sql).all(workspaceId));
    return JSON.stringify(rows);
  }

  async #write(who: WorkspaceUser, asked: ImportWorkspace, planned: Plan, locale: Locale): Promise<Done> {
    const { file, dryRun } = asked;
    try {
      const done = await this.database.queue.write(
        inNameOf(who, (db) => {
          // Where somebody was faster, others wait for the plan, too: it has to be of what is there.
          const plan = this.#basis(who) === planned.basis ? planned : atOnce(this.#plan(who, asked));
          const applied = this.#apply(db, who, asked, plan, locale);
          if (dryRun) throw new Undone(applied);
          const detail = { name: file.settings.name, workflows: String(file.workflows.length) };
          audit(db, { ...who, action: "workspace.imported", detail });
          return applied;
        }),
      );
      this.changes.next(who.workspaceId);
      for (const { id, revision } of done.taken.overwritten) this.drafts.tellSaved(who.userId, id, revision);
      return done;
    } catch (error) {
      if (error instanceof Undone) return error.done;
      throw error;
    }
  }

  #apply(db: Database, who: Actor, asked: ImportWorkspace, plan: Plan, locale: Locale): Done {
    const { file, choices, perWorkflow, dryRun } = asked;
    const settings = this.#settings(db, who, file, choices.settings);
    const timezone = db.prepare("SELECT timezone FROM workspaces WHERE id = ?").pluck().get(who.workspaceId) as string;
    const wish: Wish = { who, file, choices, perWorkflow, timezone, locale };
    const labels = this.#labels(db, wish);
    const values = this.values.apply(db, wish);
    this.credentials.apply(db, who, plan.credentials);
    const idOf = (name: string) => labels.ids.get(nameKey(name)) ?? "";
    const taken = this.workflows.apply(db, wish, plan.workflows, idOf);
    const report = {
      dryRun,
      settings: { name: file.settings.name, outcome: settings },
      labels: labels.told,
      ...values,
      credentials: plan.credentials.map(({ told }) => told),
    };
    return { report, taken };
  }

  #settings(db: Database, who: Actor, { settings }: WorkspaceFile, choice: "mine" | "theirs"): ImportOutcome {
    const { workspaceId } = who;
    const { name, timezone, retention, maskedFields } = settings;
    const there = db.prepare("SELECT name, timezone FROM workspaces WHERE id = ?").get(workspaceId);
    const same =
      JSON.stringify(there) === JSON.stringify({ name, timezone }) &&
      JSON.stringify(this.retention.of(workspaceId)) === JSON.stringify(retention) &&
      JSON.stringify(this.privacy.of(workspaceId)) === JSON.stringify({ maskedFields });
    if (same) return "same";
    if (choice === "mine") return "kept";
    changeWorkspace(db, who, { name, timezone });
    this.retention.store(db, who, retention);
    this.privacy.store(db, who, { maskedFields });
    return "replaced";
  }

  #labels(db: Database, { who: { workspaceId }, file, choices }: Wish) {
    const there = new Map(this.labels.list(workspaceId).map((label) => [nameKey(label.name), label]));
    const ids = new Map([...there].map(([key, { id }]) => [key, id]));
    const told = file.labels.map(({ name, color }): ImportReport["labels"][number] => {
      const known = there.get(nameKey(name));
      if (!known) {
        ids.set(nameKey(name), this.labels.insert(db, workspaceId, { name, color }).id);
        return { name, outcome: "made" };
      }
      if (known.name === name && known.color === color) return { name, outcome: "same" };
      if (choices.labels === "mine") return { name, outcome: "kept" };
      this.labels.store(db, workspaceId, known.id, { name, color });
      return { name, outcome: "replaced" };
    });
    return { told, ids };
  }
}
