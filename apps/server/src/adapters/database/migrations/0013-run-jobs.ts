import { TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What is being done with many runs, and which runs are replays of which. */
export class RunJobs1763690000013 implements MigrationInterface {
  name = "RunJobs1763690000013";

  async up(runner: QueryRunner): Promise<void> {
    const index = { name: "runs_replay_of", columnNames: ["replay_of"], where: "replay_of IS NOT NULL" };
    await runner.createIndex("runs", new TableIndex(index));
    await createTable(
      runner,
      "run_jobs",
      {
        id: "id!",
        workspace_id: "id",
        action: "text",
        wish: "json",
        request_key: "text?",
        cursor: "id",
        upto: "id",
        count: "integer",
        done: "integer",
        refused: "integer",
        created_at: "time",
        finished_at: "time?",
      },
      [
        {
          name: "run_jobs_request",
          columns: ["workspace_id", "request_key"],
          unique: true,
          where: "request_key IS NOT NULL",
        },
        { name: "run_jobs_open", columns: ["created_at"], where: "finished_at IS NULL" },
      ],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
