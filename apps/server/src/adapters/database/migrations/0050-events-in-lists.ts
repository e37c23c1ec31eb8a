import { TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";

/**
 * All that a list shows of an event but its data stands in an index: behind a long body SQLite finds a row's other columns only
 * by going through all of its pages; a hundred events of a megabyte took a tenth of a second, in which nobody else was answered.
 */
export class EventsInLists1763700000050 implements MigrationInterface {
  name = "EventsInLists1763700000050";

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex("leeloo_events", "leeloo_events_workspace");
    const shown =
      "workspace_id id type order_id from_sandbox recovered received_at due_at forward_state forward_due_at forward_tries forward_result";
    const index = new TableIndex({ name: "leeloo_events_shown", columnNames: shown.split(" ") });
    await runner.createIndex("leeloo_events", index);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
