import type { Json } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { CameFrom } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** The payloads kept for triggers: they fill the picker, the preview and test runs. */
@Injectable()
export class SamplesService {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  all(workflowId: string): Record<string, Json> {
    const rows = this.database.handle
      .prepare("SELECT node_id AS nodeId, payload FROM trigger_samples WHERE workflow_id = ?")
      .all(workflowId) as { nodeId: string; payload: string }[];
    return Object.fromEntries(rows.map(({ nodeId, payload }) => [nodeId, JSON.parse(payload) as Json]));
  }

  one(workflowId: string, nodeId: string): Json | undefined {
    const payload = this.database.handle
      .prepare("SELECT payload FROM trigger_samples WHERE workflow_id = ? AND node_id = ?")
      .pluck()
      .get(workflowId, nodeId) as string | undefined;
    return payload === undefined ? undefined : (JSON.parse(payload) as Json);
  }

  /** Keeps one, or with null forgets it. */
  async keep(workflowId: string, nodeId: string, payload: Json, who: { from?: CameFrom } = {}): Promise<void> {
    const text = JSON.stringify(payload);
    await this.database.queue.write(
      inNameOf(who, (db) => {
        if (payload === null)
          db.prepare("DELETE FROM trigger_samples WHERE workflow_id = ? AND node_id = ?").run(workflowId, nodeId);
        else
          db.prepare(
            `INSERT INTO trigger_samples (workflow_id, node_id, payload, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (workflow_id, node_id) DO UPDATE SET payload = excluded.payload, updated_at = excluded.updated_at`,
          ).run(workflowId, nodeId, text, Date.now());
      }),
    );
  }
}
