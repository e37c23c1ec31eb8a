import { randomBytes } from "node:crypto";
import type { Workflow } from "@leeway/api";
import type { WorkflowDocument } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import { LRUCache } from "lru-cache";
import type { OpenDatabase } from "../adapters/database/database.js";
import { prepared } from "../adapters/database/prepared.js";
import { same } from "../adapters/secrets/same.js";
import { DATABASE, Settings } from "../config/settings.js";

/** What a webhook address leads to. */
export interface HookTarget {
  key: string;
  workflowId: string;
  nodeId: string;
  workspaceId: string;
  /** Null while the workflow is not published. */
  version: number | null;
  documentId: string | null;
}

/** Where a test address leads. */
export type TestPlace = Pick<HookTarget, "workflowId" | "nodeId" | "workspaceId">;

export const WEBHOOK_TRIGGER = "trigger.webhook";
/** The triggers with an address of their own, and where it stands. */
const folders: Readonly<Record<string, { live: string; test: string }>> = {
  [WEBHOOK_TRIGGER]: { live: "hooks", test: "hooks-test" },
  "trigger.form": { live: "forms", test: "forms-test" },
};
const folderOf = (type: string) => (Object.hasOwn(folders, type) ? folders[type] : undefined);
/** 256 bits. */
const newKey = () => randomBytes(32).toString("base64url");

/** Addresses of webhooks and forms. A key belongs to workflow and node: made with the first save, kept for good. */
@Injectable()
export class HooksStore {
  readonly #db: Database;
  readonly #find: Statement;
  readonly #findTest: Statement<[string], TestPlace & { key: string }>;
  /** Reading the target was a twentieth of a webhook's time. */
  readonly #targets = new LRUCache<string, HookTarget>({ max: 5_000 });

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly settings: Settings,
  ) {
    this.#db = handle;
    this.#find = handle.prepare(
      `SELECT h.key, h.workflow_id AS workflowId, h.node_id AS nodeId, w.workspace_id AS workspaceId,
         w.published_version AS version, w.published_document_id AS documentId
       FROM hooks h JOIN workflows w ON w.id = h.workflow_id
         JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL WHERE h.key = ?`,
    );
    this.#findTest = handle.prepare(
      `SELECT h.test_key AS key, h.workflow_id AS workflowId, h.node_id AS nodeId, w.workspace_id AS workspaceId
       FROM hooks h JOIN workflows w ON w.id = h.workflow_id
         JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL WHERE h.test_key = ?`,
    );
  }

  /** Part of the transaction that saves the document. */
  ensure(db: Database, workflowId: string, document: WorkflowDocument): void {
    const insert = prepared(
      db,
      "INSERT INTO hooks (key, test_key, workflow_id, node_id) VALUES (?, ?, ?, ?) ON CONFLICT (workflow_id, node_id) DO NOTHING",
    );
    for (const { id, type } of document.nodes) if (folderOf(type)) insert.run(newKey(), newKey(), workflowId, id);
    this.changed();
  }

  forget(db: Database, workflowId: string): void {
    db.prepare("DELETE FROM hooks WHERE workflow_id = ?").run(workflowId);
    this.changed();
  }

  /** The triggers of a document, webhooks and forms with their address. */
  triggersOf(workflowId: string, document: { nodes: readonly { id: string; type: string }[] }): Workflow["triggers"] {
    const rows = this.#db.prepare("SELECT node_id AS nodeId, key FROM hooks WHERE workflow_id = ?").all(workflowId) as {
      nodeId: string;
      key: string;
    }[];
    const keys = new Map(rows.map(({ nodeId, key }) => [nodeId, key]));
    return document.nodes
      .filter(({ type }) => type.startsWith("trigger."))
      .map(({ id, type }) => {
        const folder = folderOf(type);
        const key = keys.get(id);
        const url = folder && key !== undefined && `${this.settings.publicUrl}/${folder.live}/${key}`;
        return { nodeId: id, type, ...(url && { url }) };
      });
  }

  target(key: string): HookTarget | undefined {
    const known = this.#targets.get(key);
    if (known) return known;
    const found = this.#find.get(key) as HookTarget | undefined;
    if (!found || !same(found.key, key)) return undefined;
    this.#targets.set(key, found);
    return found;
  }

  /** The trigger of the draft that a test address belongs to. */
  testPlace(key: string): TestPlace | undefined {
    const found = this.#findTest.get(key);
    return found && same(found.key, key) ? found : undefined;
  }

  /** The addresses of a draft's webhooks and forms, in its order. */
  addressesOf(workflowId: string, { nodes }: WorkflowDocument): { nodeId: string; url: string; testUrl: string }[] {
    const rows = this.#db
      .prepare("SELECT node_id AS nodeId, key, test_key AS testKey FROM hooks WHERE workflow_id = ?")
      .all(workflowId) as { nodeId: string; key: string; testKey: string }[];
    const { publicUrl } = this.settings;
    return nodes.flatMap(({ id, type }) => {
      const folder = folderOf(type);
      const row = rows.find(({ nodeId }) => nodeId === id);
      if (!folder || !row) return [];
      const [url, testUrl] = [`${publicUrl}/${folder.live}/${row.key}`, `${publicUrl}/${folder.test}/${row.testKey}`];
      return [{ nodeId: id, url, testUrl }];
    });
  }

  /** Where addresses lead is read anew. Part of the transaction that changes it: nothing can ask in between. */
  changed(): void {
    this.#targets.clear();
  }
}
