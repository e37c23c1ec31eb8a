import { TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";

/** Runs that were stopped by people are found by whose they are, and a run that a step has started by that step. */
export class ParkedAndChildren1763690000016 implements MigrationInterface {
  name = "ParkedAndChildren1763690000016";

  async up(runner: QueryRunner): Promise<void> {
    const add = (name: string, columnNames: string[], where: string) =>
      runner.createIndex("runs", new TableIndex({ name, columnNames, where }));
    await add("runs_parked", ["workspace_id", "workflow_id"], "due_at = 8640000000000000");
    await runner.dropIndex("runs", "runs_parent");
    await add("runs_parent", ["parent_run_id", "dedupe_key"], "parent_run_id IS NOT NULL");
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
