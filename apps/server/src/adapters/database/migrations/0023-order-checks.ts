import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";
import { createTable } from "./table.js";

/** Orders are compared with the events that came, and events are made up for those that did not. */
export class OrderChecks1763690000023 implements MigrationInterface {
  name = "OrderChecks1763690000023";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "order_checks", {
      workspace_id: "id!",
      credential_id: "id",
      from_at: "time",
      until: "time",
      state: "text",
      daily: "flag",
      expected: "integer",
      received: "integer",
      cut: "flag",
      error: "json?",
      created_at: "time",
    });
    await createTable(
      runner,
      "order_check_days",
      { workflow_id: "id!", node_id: "id!", workspace_id: "id", credential_id: "id", due_at: "time" },
      [{ name: "order_check_days_due", columns: ["due_at"] }],
    );
    await createTable(
      runner,
      "missed_orders",
      {
        workspace_id: "id!",
        type: "text!",
        order_id: "text!",
        credential_id: "id",
        at: "time",
        order_data: "json",
        person_data: "json?",
        state: "text",
        event_id: "id?",
      },
      [{ name: "missed_orders_wanted", columns: ["workspace_id"], where: "state = 'wanted'" }],
    );
    const column = { name: "recovered", type: columnTypes.flag, isNullable: true };
    await runner.addColumn("leeloo_events", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
