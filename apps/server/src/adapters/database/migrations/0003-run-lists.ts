import { TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";

/** Lists of runs by status, and the count of those that have not finished, read no run that they do not show. */
export class RunLists1763690000003 implements MigrationInterface {
  name = "RunLists1763690000003";

  async up(runner: QueryRunner): Promise<void> {
    const add = (name: string, columnNames: string[], where?: string) =>
      runner.createIndex("runs", new TableIndex({ name, columnNames, ...(where !== undefined && { where }) }));
    // Most runs succeed and are most of every list: they are found without an entry of their own here, which would cost
    // every run two more writes.
    await add("runs_workspace_status", ["workspace_id", "status", "id"], "status <> 'succeeded'");
    await add("runs_workflow_status", ["workflow_id", "status", "id"], "status <> 'succeeded'");
    await add("runs_unfinished", ["status", "finished_at"], "finished_at IS NULL");
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
