import type { ProblemDto, PublishRequest, Workflow, WorkflowVersion, WorkflowVersionWithDocument } from "@leeway/api";
import { sayProblem } from "@leeway/api";
import {
  findProblems,
  limitOf,
  unrunnable,
  type KnownNames,
  type Locale,
  type Problem as Found,
  type WorkflowDocument,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { codeFault } from "@leeway/nodes/code";
import { Inject, Injectable } from "@nestjs/common";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { DATABASE, Settings } from "../config/settings.js";
import { HooksStore } from "../hooks/hooks.store.js";
import { Problem } from "../problems/problem.js";
import { nextVersion, storeDocument } from "./store-document.js";
import { LiveTriggers } from "./live-triggers.js";
import { documentOf, iso } from "./workflow.rows.js";
import { wordsOf } from "./words.js";
import { WorkflowNews } from "./workflow-news.js";
import { changed, WorkflowsService, type Doer } from "./workflows.service.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** What a workspace has by name, for the check of documents. */
export type Names = KnownNames;

interface VersionRow {
  version: number;
  at: number;
  publishedBy: string | null;
  keptDraft: number | null;
}
const versionColumns = `d.version, d.created_at AS at, d.kept_draft AS keptDraft, CASE WHEN d.published_by IS NOT NULL THEN coalesce(u.name, '') END AS publishedBy
  FROM workflow_documents d LEFT JOIN users u ON u.id = d.published_by`;

const versionOf = ({ version, at, publishedBy, keptDraft }: VersionRow, live: number | undefined): WorkflowVersion => ({
  version,
  publishedAt: iso(at),
  publishedBy,
  current: version === live,
  keptDraft: keptDraft === 1,
});

/** Checks drafts, makes versions of them and brings old ones back. */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly workflows: WorkflowsService,
    private readonly hooks: HooksStore,
    private readonly triggers: LiveTriggers,
    private readonly news: WorkflowNews,
    @Inject(RUN_STORE) private readonly runs: SqliteRunStore,
    private readonly settings: Settings,
  ) {}

  /** Everything that is wrong with a document, in the reader's language. */
  validate(workspaceId: string, document: WorkflowDocument, locale: Locale): ProblemDto[] {
    return inWords(document, findProblems(document, catalogue, this.names(workspaceId)), locale);
  }

  /** How many errors keep a document from being published, and the first of them in the reader's language. */
  errorsOf(document: WorkflowDocument, names: Names, locale: Locale, most: number) {
    const errors = findProblems(document, catalogue, names).filter(({ severity }) => severity === "error");
    return { count: errors.length, first: inWords(document, errors.slice(0, most), locale) };
  }

  /** Refuses a draft that no run could obey as it stands: steps of a circle, say, would never have their turn. */
  refuseUnrunnable(workspaceId: string, document: WorkflowDocument): void {
    const isBad = ({ code, severity }: Pick<ProblemDto, "code" | "severity">) =>
      severity === "error" && unrunnable.has(code);
    const count = findProblems(document, catalogue, this.names(workspaceId)).filter(isBad).length;
    if (count === 0) return;
    throw new Problem("workflow.hasProblems", { count }, (locale) =>
      this.validate(workspaceId, document, locale).filter(isBad).map(fieldError),
    );
  }

  /** How many errors keep a document from being published. */
  countErrors(document: WorkflowDocument, names: Names): number {
    const problems = findProblems(document, catalogue, names);
    return problems.filter(({ severity }) => severity === "error").length;
  }

  /** Makes an immutable version of the draft and lets it go live. `leave`: see `LiveVersion`. */
  async publish(
    who: Actor,
    id: string,
    locale: Locale,
    { leave = [], revision: seen }: Partial<PublishRequest> = {},
  ): Promise<{ version: number }> {
    const { workspaceId, userId } = who;
    const { document, revision, name } = this.workflows.get(workspaceId, id);
    if (seen !== undefined && seen !== revision) throw changed(revision, seen);
    const errors = this.validate(workspaceId, document, locale).filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Problem("workflow.hasProblems", { count: errors.length }, errors.map(fieldError));
    const { version, goOn } = await this.database.queue.write(
      inNameOf(who, (db) => {
        const version = nextVersion(db, id);
        const stored = { workflowId: id, revision, version, document, publishedBy: userId };
        const documentId = storeDocument(db, stored, Date.now());
        const live = db
          .prepare(
            "UPDATE workflows SET published_version = ?, published_document_id = ? WHERE id = ? AND workspace_id = ? AND revision = ?",
          )
          .run(version, documentId, id, workspaceId, revision);
        // Somebody saved while we checked: what would go live has not been looked at.
        this.hooks.changed();
        if (live.changes === 0) throw changed(this.workflows.get(workspaceId, id).revision, revision);
        this.triggers.publish(db, { workspaceId, workflowId: id, document, at: Date.now(), leave: new Set(leave) });
        audit(db, {
          ...who,
          action: "workflow.published",
          subject: id,
          detail: { name, version: String(version), ...(leave.length > 0 && { leave: leave.join(", ") }) },
        });
        // Also for those that wait already.
        return { version, goOn: this.runs.beginLimit(id, limitOf(document.settings)) };
      }),
    );
    const published = { version };
    this.news.tell(id, { type: "published", ...published, by: this.news.author(userId) });
    await goOn();
    return published;
  }

  async unpublish(who: Actor, id: string): Promise<void> {
    const { workspaceId, userId } = who;
    const { published, name } = this.workflows.get(workspaceId, id);
    if (!published) throw new Problem("workflow.notPublished");
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare(
          "UPDATE workflows SET published_version = NULL, published_document_id = NULL WHERE id = ? AND workspace_id = ?",
        ).run(id, workspaceId);
        this.hooks.changed();
        this.triggers.rest(db, id);
        audit(db, { ...who, action: "workflow.unpublished", subject: id, detail: { name } });
      }),
    );
    this.news.tell(id, { type: "published", version: null, by: this.news.author(userId) });
  }

  versions(workspaceId: string, id: string): WorkflowVersion[] {
    const { published } = this.workflows.get(workspaceId, id);
    const rows = this.database.handle
      .prepare(
        `SELECT ${versionColumns} WHERE d.workflow_id = ? AND d.version IS NOT NULL ORDER BY d.version DESC LIMIT 500`,
      )
      .all(id) as VersionRow[];
    return rows.map((row) => versionOf(row, published?.version));
  }

  /** One of them with what it was. */
  version(workspaceId: string, id: string, version: number): WorkflowVersionWithDocument {
    const { published } = this.workflows.get(workspaceId, id);
    const row = this.database.handle
      .prepare(`SELECT d.document, ${versionColumns} WHERE d.workflow_id = ? AND d.version = ?`)
      .get(id, version) as (VersionRow & { document: string }) | undefined;
    if (!row) throw new Problem("notFound");
    return { ...versionOf(row, published?.version), document: documentOf(row.document) };
  }

  /** Brings a version back as the draft; what is live stays as it is until somebody publishes. */
  async restore(who: Doer, id: string, version: number): Promise<Workflow> {
    const { revision } = this.workflows.get(who.workspaceId, id);
    return this.workflows.save(who, id, revision, this.version(who.workspaceId, id, version).document);
  }

  /** What the check of a document has to know of its workspace. */
  names(workspaceId: string): Names {
    const { handle } = this.database;
    const list = (sql: string) => handle.prepare(sql).pluck().all(workspaceId) as string[];
    return {
      credentials: this.#credentials(workspaceId),
      vars: new Set(list("SELECT name FROM variables WHERE workspace_id = ?")),
      fields: new Set(list("SELECT name FROM fields WHERE workspace_id = ?")),
      workflows: { get: (id) => this.workflows.callee(workspaceId, id) },
      now: Date.now(),
      runDays: this.settings.environment.LEEWAY_MAX_RUN_DAYS,
      codeFault,
    };
  }

  #credentials(workspaceId: string): Names["credentials"] {
    const rows = this.database.handle
      .prepare("SELECT id, type, name, secret_missing AS secretMissing FROM credentials WHERE workspace_id = ?")
      .all(workspaceId) as { id: string; type: string; name: string; secretMissing: number | null }[];
    return new Map(rows.map(({ id, secretMissing, ...known }) => [id, { ...known, needsSecret: secretMissing === 1 }]));
  }
}

function inWords(document: WorkflowDocument, problems: readonly Found[], locale: Locale): ProblemDto[] {
  const words = wordsOf(document, locale);
  return problems.map((problem) => ({
    ...problem,
    message: sayProblem(words.titled(problem), locale, words.nodeName),
  }));
}

function fieldError({ nodeId, param, message, code, position }: ProblemDto) {
  const place = nodeId === undefined ? "document" : `document.nodes[${nodeId}]`;
  const path = param === undefined ? place : `${place}.params.${param}`;
  return {
    path,
    message,
    code,
    ...(nodeId !== undefined && { nodeId }),
    ...(param !== undefined && { param }),
    ...(position !== undefined && { position }),
  };
}
