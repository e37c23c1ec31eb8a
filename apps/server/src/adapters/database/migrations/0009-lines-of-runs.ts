import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Runs that count for their workflow's concurrency stand in a line; runs of a step know the run above. */
export class LinesOfRuns1763690000009 implements MigrationInterface {
  name = "LinesOfRuns1763690000009";

  async up(runner: QueryRunner): Promise<void> {
    const column = (name: string, type: string) => new TableColumn({ name, type, isNullable: true });
    await runner.addColumns("runs", [
      column("parent_run_id", columnTypes.id),
      column("woken", columnTypes.flag),
      column("line", columnTypes.text),
      column("line_key", columnTypes.text),
      column("line_limit", columnTypes.integer),
      column("place", columnTypes.text),
    ]);
    const add = (name: string, columnNames: string[], where: string) =>
      runner.createIndex("runs", new TableIndex({ name, columnNames, where }));
    await add("runs_line", ["line", "place", "created_at", "id"], "place IS NOT NULL");
    await add(
      "runs_line_key",
      ["line", "line_key", "place", "created_at", "id"],
      "place IS NOT NULL AND line_key IS NOT NULL",
    );
    await add("runs_parent", ["parent_run_id"], "parent_run_id IS NOT NULL");
    // A start frees what the last process held without a look at all the others.
    await add("runs_held", ["worker"], "worker IS NOT NULL");
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
