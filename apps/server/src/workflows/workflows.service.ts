import type { UsedBy, Workflow, WorkflowListQuery } from "@leeway/api";
import type { Callee, LocalBrakes, Locale, WorkflowDocument } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { audit, type Actor } from "../accounts/audit.js";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import type { OpenDatabase } from "../adapters/database/database.js";
import { prepared } from "../adapters/database/prepared.js";
import { BRAKES } from "../adapters/engine.tokens.js";
import { refuseWhileItHolds, takeBrakeOff } from "../brakes/off-with-its-workflow.js";
import { DATABASE } from "../config/settings.js";
import { LabelsService } from "../labels/labels.service.js";
import { HooksStore } from "../hooks/hooks.store.js";
import { Problem } from "../problems/problem.js";
import { liveUsers, sayUsers, usersOf } from "../usage/users.js";
import { calleeOf } from "./callable.js";
import { storeDocument } from "./store-document.js";
import { LiveTriggers } from "./live-triggers.js";
import { WorkflowNews } from "./workflow-news.js";
import {
  authorOf,
  documentOf,
  headColumns,
  iso,
  publishedOf,
  workflowColumns,
  type WorkflowHead,
  type WorkflowRow,
} from "./workflow.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** A document as a run is pinned to it. */
export interface PinnedDocument {
  documentId: string;
  version: number | "draft";
  document: WorkflowDocument;
}

const unpublished = { version: null, publishedBy: null };

/** Somebody saved meanwhile: the document tells both revisions, so that a program knows what to load. */
export function changed(revision: number, yours: number): Problem {
  return new Problem("workflow.changed", {}, undefined, { revision, yours });
}

/** Of a workflow that is about to be made. */
export const newWorkflowId = (): string => `wf_${uuidv7()}`;

/** In which workspace, and who does it; null for a program. */
export type Doer = Pick<Actor, "workspaceId" | "userId"> & Partial<Pick<Actor, "from">>;

/** Workflows with their one shared draft. */
@Injectable()
export class WorkflowsService {
  readonly #db: Database;
  readonly #queue: OpenDatabase["queue"];

  constructor(
    @Inject(DATABASE) { handle, queue }: OpenDatabase,
    private readonly hooks: HooksStore,
    private readonly triggers: LiveTriggers,
    private readonly labels: LabelsService,
    private readonly news: WorkflowNews,
    @Inject(BRAKES) private readonly brakes: LocalBrakes,
  ) {
    this.#db = handle;
    this.#queue = queue;
  }

  /** Newest first. */
  rows(
    workspaceId: string,
    { limit, cursor, label }: WorkflowListQuery,
  ): { rows: WorkflowHead[]; nextCursor?: string } {
    const rows = this.#db
      .prepare(
        `SELECT ${headColumns} WHERE w.workspace_id = @workspaceId AND w.id < @cursor
           AND (@label IS NULL OR w.id IN (SELECT workflow_id FROM workflow_labels WHERE label_id = @label))
         ORDER BY w.id DESC LIMIT @most`,
      )
      .all({ workspaceId, cursor: cursor ?? "\uffff", label: label ?? null, most: limit + 1 }) as WorkflowHead[];
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { rows: rows.slice(0, limit), ...(last && { nextCursor: last.id }) };
  }

  async create(who: Doer, document: WorkflowDocument): Promise<Workflow> {
    const id = newWorkflowId();
    await this.#queue.write(inNameOf(who, (db) => this.insert(db, who, id, document)));
    return this.get(who.workspaceId, id);
  }

  /** Part of a transaction. */
  insert(db: Database, { workspaceId, userId }: Doer, id: string, document: WorkflowDocument): void {
    const now = Date.now();
    prepared(
      db,
      `INSERT INTO workflows (id, workspace_id, name, revision, document, published_version, published_document_id, created_at, updated_at, updated_by)
       VALUES (?, ?, ?, 1, ?, NULL, NULL, ?, ?, ?)`,
    ).run(id, workspaceId, nameIn(document), JSON.stringify(document), now, now, userId);
    this.hooks.ensure(db, id, document);
  }

  get(workspaceId: string, id: string): Workflow {
    const row = this.#row(workspaceId, id);
    const document = documentOf(row.document);
    return {
      id,
      name: row.name,
      revision: row.revision,
      document,
      published: publishedOf(row),
      triggers: this.hooks.triggersOf(id, document),
      createdAt: iso(row.createdAt),
      updatedAt: iso(row.updatedAt),
      updatedBy: authorOf(row),
    };
  }

  /** The newest revision of its draft, and which version is live. */
  newest(workspaceId: string, id: string): { revision: number; published: number | null } {
    const sql = "SELECT revision, published_version AS published FROM workflows WHERE id = ? AND workspace_id = ?";
    const newest = this.#db.prepare(sql).get(id, workspaceId) as
      | { revision: number; published: number | null }
      | undefined;
    if (!newest) throw new Problem("notFound");
    return newest;
  }

  /** Saves over the revision that the writer has read; a newer one is never overwritten. */
  async save(who: Doer, id: string, revision: number, document: WorkflowDocument): Promise<Workflow> {
    await this.#queue.write(inNameOf(who, (db) => this.overwrite(db, who, id, revision, document)));
    this.tellSaved(who.userId, id, revision + 1);
    return this.get(who.workspaceId, id);
  }

  /** Part of a transaction; whoever ends it tells of it by `tellSaved`. */
  overwrite(
    db: Database,
    { workspaceId, userId }: Doer,
    id: string,
    revision: number,
    document: WorkflowDocument,
  ): void {
    const saved = prepared(
      db,
      "UPDATE workflows SET name = ?, document = ?, revision = revision + 1, updated_at = ?, updated_by = ? WHERE id = ? AND workspace_id = ? AND revision = ?",
    ).run(nameIn(document), JSON.stringify(document), Date.now(), userId, id, workspaceId, revision);
    if (saved.changes === 0) {
      const { revision: current } = this.#row(workspaceId, id);
      throw changed(current, revision);
    }
    this.hooks.ensure(db, id, document);
  }

  /** Lets whoever has it open hear of a newer draft. */
  tellSaved(userId: string | null, id: string, revision: number): void {
    this.news.tell(id, { type: "saved", revision, by: this.news.author(userId) });
  }

  /** The workflows that call it or hear of its failures. */
  users(workspaceId: string, id: string, locale: Locale): UsedBy[] {
    this.#row(workspaceId, id);
    return usersOf(this.#db, workspaceId, { kind: "workflow", id }, locale);
  }

  /** Its runs and versions stay readable; its addresses end at once. Refused while a live workflow calls it, or runs wait for its brake. */
  async remove(who: Actor, id: string, locale: Locale = "en"): Promise<void> {
    const { workspaceId, userId } = who;
    const { name } = this.#row(workspaceId, id);
    await refuseWhileItHolds(this.#db, { workspaceId, workflowId: id, stopped: this.brakes.has(id) });
    await this.#queue.write(
      inNameOf(who, (db) => {
        const users = liveUsers(usersOf(db, workspaceId, { kind: "workflow", id }, locale));
        if (users.length > 0) throw new Problem("workflow.inUse", { workflows: sayUsers(users) });
        takeBrakeOff(db, { workspaceId, workflowId: id, stopped: this.brakes.has(id) });
        db.prepare("DELETE FROM workflows WHERE id = ? AND workspace_id = ?").run(id, workspaceId);
        db.prepare("DELETE FROM trigger_samples WHERE workflow_id = ?").run(id);
        db.prepare("DELETE FROM once_claims WHERE workflow_id = ? AND workspace_id = ?").run(id, workspaceId);
        this.hooks.forget(db, id);
        this.triggers.forget(db, id);
        this.labels.forget(db, id);
        audit(db, { ...who, action: "workflow.deleted", subject: id, detail: { name } });
      }),
    );
    this.brakes.release(id);
    this.news.tell(id, { type: "deleted", by: this.news.author(userId) });
  }

  /** A workflow as steps of others see it: the published version counts, before there is one the draft. */
  callee(workspaceId: string, id: string): Callee | undefined {
    const row = this.#db
      .prepare(
        `SELECT w.name, w.published_version IS NOT NULL AS published, coalesce(d.document, w.document) AS document
         FROM workflows w LEFT JOIN workflow_documents d ON d.id = w.published_document_id
         WHERE w.id = ? AND w.workspace_id = ?`,
      )
      .get(id, workspaceId) as { name: string; published: number; document: string } | undefined;
    if (!row) return undefined;
    return calleeOf({ name: row.name, published: row.published === 1 }, documentOf(row.document));
  }

  /** Ids of the workspace's workflows. */
  ids(workspaceId: string): string[] {
    return this.#db
      .prepare("SELECT id FROM workflows WHERE workspace_id = ? ORDER BY id")
      .pluck()
      .all(workspaceId) as string[];
  }

  /** The document a new run is pinned to: the published one where there is one, unless the draft is asked for. */
  async pin(workspaceId: string, id: string, wish: "draft" | "published" | undefined): Promise<PinnedDocument> {
    const row = this.#row(workspaceId, id);
    if (wish === "published" && row.publishedVersion === null) throw new Problem("workflow.notPublished");
    if (wish === "draft" || row.publishedVersion === null) {
      const document = documentOf(row.document);
      const documentId = await this.#pinDraft(id, row.revision, document);
      return { documentId, version: "draft", document };
    }
    const pinned = this.#db
      .prepare(
        `SELECT d.id, d.document FROM workflows w JOIN workflow_documents d ON d.id = w.published_document_id
         WHERE w.id = ? AND w.workspace_id = ?`,
      )
      .get(id, workspaceId) as { id: string; document: string };
    return { documentId: pinned.id, version: row.publishedVersion, document: documentOf(pinned.document) };
  }

  /** Part of the draft that is run alone; it is no revision of its own. */
  async pinPart(workspaceId: string, id: string, document: WorkflowDocument): Promise<PinnedDocument> {
    this.#row(workspaceId, id);
    const text = JSON.stringify(document);
    const find = `SELECT id FROM workflow_documents WHERE workflow_id = ? AND revision = 0 AND version IS NULL AND document = ?`;
    const documentId = await this.#queue.write((db) => {
      const known = db.prepare(find).pluck().get(id, text) as string | undefined;
      // As good as new: the retention leaves it for the run that is about to be made.
      if (known !== undefined)
        db.prepare("UPDATE workflow_documents SET created_at = ? WHERE id = ? AND workflow_id = ?").run(
          Date.now(),
          known,
          id,
        );
      if (known !== undefined) return known;
      return storeDocument(db, { ...unpublished, workflowId: id, revision: 0, document }, Date.now());
    });
    return { documentId, version: "draft", document };
  }

  /** Drafts that were run are kept by revision: ten test runs of one draft are one document. */
  async #pinDraft(id: string, revision: number, document: WorkflowDocument): Promise<string> {
    const find = "SELECT id FROM workflow_documents WHERE workflow_id = ? AND revision = ? AND version IS NULL";
    return this.#queue.write((db) => {
      const known = db.prepare(find).pluck().get(id, revision) as string | undefined;
      if (known !== undefined) return known;
      return storeDocument(db, { ...unpublished, workflowId: id, revision, document }, Date.now());
    });
  }

  #row(workspaceId: string, id: string): WorkflowRow {
    const row = this.#db
      .prepare(`SELECT ${workflowColumns} WHERE w.id = ? AND w.workspace_id = ?`)
      .get(id, workspaceId) as WorkflowRow | undefined;
    if (!row) throw new Problem("notFound");
    return row;
  }
}

/** The name as a table keeps it: half of a letter would be no text. */
const nameIn = ({ name }: WorkflowDocument): string => name.toWellFormed();
