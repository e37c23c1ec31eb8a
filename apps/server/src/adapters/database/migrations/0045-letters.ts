import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Letters of the server itself that are to be sent, and what became of them. */
export class Letters1763690000045 implements MigrationInterface {
  name = "Letters1763690000045";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "letters",
      {
        link_id: "id!",
        sealed: "bytes?",
        state: "text",
        tries: "integer",
        due_at: "time?",
        fault: "json?",
        at: "time",
      },
      [{ name: "letters_due", columns: ["due_at"], where: "due_at IS NOT NULL" }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
