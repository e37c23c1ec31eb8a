import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/**
 * The audit log tells who by the name of then, and from where, and is only added to: triggers refuse every change, and the
 * deletion of entries that are younger than a year, unless their workspace is gone. `REPLACE` deletes without asking a
 * trigger for deletions, so that is refused by itself.
 */
export class AuditLog1763690000035 implements MigrationInterface {
  name = "AuditLog1763690000035";

  async up(runner: QueryRunner): Promise<void> {
    const names = ["user_name", "user_email", "via", "via_name", "address"];
    for (const name of names)
      await runner.addColumn("audit_log", new TableColumn({ name, type: columnTypes.text, isNullable: true }));
    await runner.dropIndex("audit_log", "audit_log_workspace_at");
    for (const [name, columnNames] of Object.entries(indexes))
      await runner.createIndex("audit_log", new TableIndex({ name, columnNames }));
    await runner.query(
      `UPDATE audit_log SET user_name = (SELECT name FROM users WHERE users.id = user_id),
         user_email = (SELECT email FROM users WHERE users.id = user_id)`,
    );
    for (const [name, rule] of Object.entries(triggers))
      await runner.query(
        `CREATE TRIGGER ${name} ${rule} BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END`,
      );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}

const indexes = {
  audit_log_workspace: ["workspace_id", "id"],
  audit_log_person: ["workspace_id", "user_id", "id"],
};
const triggers = {
  audit_log_unchanged: "BEFORE UPDATE ON audit_log",
  audit_log_unreplaced: "BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id)",
  audit_log_kept: `BEFORE DELETE ON audit_log WHEN OLD.at > (unixepoch() - 365 * 86400) * 1000
     AND (OLD.workspace_id IS NULL OR EXISTS (SELECT 1 FROM workspaces WHERE id = OLD.workspace_id))`,
};
