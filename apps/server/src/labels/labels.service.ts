import { byName, labelColors, type Label, type LabelColor, type LabelListItem, type LabelWish } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import type { Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { prepared } from "../adapters/database/prepared.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** More in one workspace would sort nothing. */
const MOST = 200;

const keyOf = (name: string) => name.toLowerCase();

/** In which workspace, and in whose name. */
type Asker = Pick<Actor, "workspaceId" | "from">;

/** Words by which a workspace sorts its workflows. A workflow may have several, which a folder could not say. */
@Injectable()
export class LabelsService {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** By name. */
  list(workspaceId: string): LabelListItem[] {
    return this.database.handle
      .prepare<[string], LabelListItem>(
        `SELECT l.id, l.name, l.color, count(wl.workflow_id) AS workflows
         FROM labels l LEFT JOIN workflow_labels wl ON wl.label_id = l.id
         WHERE l.workspace_id = ? GROUP BY l.id ORDER BY l.key`,
      )
      .all(workspaceId)
      .toSorted(byName);
  }

  /** The labels of workflows, by their ids; those that have none are missing. */
  of(workspaceId: string, workflowIds: readonly string[]): ReadonlyMap<string, Label[]> {
    const rows = this.database.handle
      .prepare<[string, string], Label & { workflowId: string }>(
        `SELECT wl.workflow_id AS workflowId, l.id, l.name, l.color
         FROM json_each(?) wanted JOIN workflow_labels wl ON wl.workflow_id = wanted.value
           JOIN labels l ON l.id = wl.label_id
         WHERE l.workspace_id = ? ORDER BY l.key`,
      )
      .all(JSON.stringify(workflowIds), workspaceId);
    const found = new Map<string, Label[]>();
    for (const { workflowId, ...label } of rows.toSorted(byName))
      found.set(workflowId, [...(found.get(workflowId) ?? []), label]);
    return found;
  }

  async create(who: Asker, { name, color }: { name: string; color?: LabelColor | undefined }): Promise<Label> {
    return this.database.queue.write(inNameOf(who, (db) => this.insert(db, who.workspaceId, { name, color })));
  }

  /** Part of a transaction. */
  insert(db: Database, workspaceId: string, { name, color }: { name: string; color?: LabelColor | undefined }): Label {
    const colors = prepared<[string], { color: LabelColor }>(db, "SELECT color FROM labels WHERE workspace_id = ?");
    const known = colors.all(workspaceId);
    if (known.length >= MOST) throw new Problem("label.tooMany", { most: MOST });
    assertFree(db, workspaceId, name);
    const label = { id: `label_${uuidv7()}`, name, color: color ?? rarest(known) };
    prepared(db, "INSERT INTO labels (id, workspace_id, name, key, color) VALUES (?, ?, ?, ?, ?)").run(
      label.id,
      workspaceId,
      name,
      keyOf(name),
      label.color,
    );
    return label;
  }

  async change(who: Asker, id: string, wish: LabelWish): Promise<Label> {
    const { workspaceId } = who;
    await this.database.queue.write(inNameOf(who, (db) => this.store(db, workspaceId, id, wish)));
    return this.database.handle
      .prepare("SELECT id, name, color FROM labels WHERE id = ? AND workspace_id = ?")
      .get(id, workspaceId) as Label;
  }

  /** Part of a transaction. */
  store(db: Database, workspaceId: string, id: string, { name, color }: LabelWish): void {
    if (name !== undefined) assertFree(db, workspaceId, name, id);
    const changed = db
      .prepare(
        `UPDATE labels SET name = coalesce(@name, name), key = coalesce(@key, key), color = coalesce(@color, color)
         WHERE id = @id AND workspace_id = @workspaceId`,
      )
      .run({ id, workspaceId, name: name ?? null, key: name === undefined ? null : keyOf(name), color: color ?? null });
    if (changed.changes === 0) throw new Problem("notFound");
  }

  /** Takes it off all workflows, too; they themselves stay as they are. */
  async remove(who: Asker, id: string): Promise<void> {
    const { workspaceId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const gone = db.prepare("DELETE FROM labels WHERE id = ? AND workspace_id = ?").run(id, workspaceId);
        if (gone.changes === 0) throw new Problem("notFound");
        // Found in the workspace by the line above, or there was nothing to delete.
        db.prepare("DELETE FROM workflow_labels WHERE label_id = ?").run(id);
      }),
    );
  }

  /** All that a workflow has from now on. */
  async assign(who: Asker, workflowId: string, labelIds: readonly string[]): Promise<Label[]> {
    const { workspaceId } = who;
    await this.database.queue.write(inNameOf(who, (db) => this.attach(db, workspaceId, workflowId, labelIds)));
    return this.of(workspaceId, [workflowId]).get(workflowId) ?? [];
  }

  /** Part of a transaction. */
  attach(db: Database, workspaceId: string, workflowId: string, labelIds: readonly string[]): void {
    const workflow = prepared(db, "SELECT 1 FROM workflows WHERE id = ? AND workspace_id = ?");
    if (workflow.get(workflowId, workspaceId) === undefined) throw new Problem("notFound");
    prepared(db, "DELETE FROM workflow_labels WHERE workflow_id = ?").run(workflowId);
    const insert = prepared(
      db,
      "INSERT INTO workflow_labels (workflow_id, label_id) SELECT ?, id FROM labels WHERE id = ? AND workspace_id = ?",
    );
    for (const id of new Set(labelIds))
      if (insert.run(workflowId, id, workspaceId).changes === 0) throw new Problem("label.gone");
  }

  /** Part of the transaction that deletes the workflow. */
  forget(db: Database, workflowId: string): void {
    db.prepare("DELETE FROM workflow_labels WHERE workflow_id = ?").run(workflowId);
  }
}

function assertFree(db: Database, workspaceId: string, name: string, but = ""): void {
  const taken = prepared(db, "SELECT 1 FROM labels WHERE workspace_id = ? AND key = ? AND id <> ?");
  if (taken.get(workspaceId, keyOf(name), but) !== undefined) throw new Problem("label.taken", { name });
}

/** The colour that the fewest have, the first of those. */
function rarest(known: readonly { color: LabelColor }[]): LabelColor {
  const uses = (color: LabelColor) => known.filter((one) => one.color === color).length;
  return labelColors.reduce((best, color) => (uses(color) < uses(best) ? color : best));
}
