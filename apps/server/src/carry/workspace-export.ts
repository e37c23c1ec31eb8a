import {
  isCarried,
  workspaceFileHead,
  type CarriedCredential,
  type CarriedWorkflow,
  type CredentialType,
  type WorkspaceFile,
} from "@leeway/api";
import type { JsonObject } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { credentialColumns, type CredentialRow } from "../credentials/credential.rows.js";
import { FieldsService } from "../fields/fields.service.js";
import { LabelsService } from "../labels/labels.service.js";
import { PrivacyRules } from "../privacy/privacy-rules.js";
import { RetentionService } from "../retention/retention.service.js";
import { VariablesService } from "../variables/variables.service.js";
import { documentOf } from "../workflows/workflow.rows.js";

/** What of a credential's data a file has. */
export const carriedOf = (type: CredentialType, publicData: string): JsonObject =>
  Object.fromEntries(Object.entries(JSON.parse(publicData) as JsonObject).filter(([name]) => isCarried(type, name)));

/** A workspace as a file to be taken along. */
@Injectable()
export class WorkspaceExport {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly labels: LabelsService,
    private readonly variables: VariablesService,
    private readonly fields: FieldsService,
    private readonly retention: RetentionService,
    private readonly privacy: PrivacyRules,
  ) {}

  /** All of one moment; who took it is written down with it. */
  async take(who: Actor): Promise<WorkspaceFile> {
    return this.database.queue.write((db) => {
      const file = this.#read(who.workspaceId);
      audit(db, { ...who, action: "workspace.exported", detail: { workflows: String(file.workflows.length) } });
      return file;
    });
  }

  #read(workspaceId: string): WorkspaceFile {
    const workspace = this.database.handle
      .prepare("SELECT name, timezone FROM workspaces WHERE id = ?")
      .get(workspaceId) as { name: string; timezone: string };
    return {
      ...workspaceFileHead,
      exportedAt: new Date().toISOString(),
      settings: {
        ...workspace,
        retention: this.retention.of(workspaceId),
        maskedFields: this.privacy.of(workspaceId).maskedFields,
      },
      labels: this.labels.list(workspaceId).map(({ name, color }) => ({ name, color })),
      variables: this.variables.list(workspaceId),
      fields: this.fields.list(workspaceId),
      credentials: this.#credentials(workspaceId),
      workflows: this.#workflows(workspaceId),
    };
  }

  /** Oldest first, as they come in again. */
  #credentials(workspaceId: string): CarriedCredential[] {
    const rows = this.database.handle
      .prepare(`SELECT ${credentialColumns} WHERE workspace_id = ? ORDER BY id`)
      .all(workspaceId) as CredentialRow[];
    return rows.map(({ id, type, name, publicData }) => ({ id, type, name, data: carriedOf(type, publicData) }));
  }

  #workflows(workspaceId: string): CarriedWorkflow[] {
    const rows = this.database.handle
      .prepare("SELECT id, document, published_version AS version FROM workflows WHERE workspace_id = ? ORDER BY id")
      .all(workspaceId) as { id: string; document: string; version: number | null }[];
    const labels = this.labels.of(
      workspaceId,
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, document, version }) => ({
      id,
      published: version !== null,
      labels: (labels.get(id) ?? []).map(({ name }) => name),
      document: documentOf(document),
    }));
  }
}
