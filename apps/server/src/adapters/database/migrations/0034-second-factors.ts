import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";
import { createTable } from "./table.js";

/** A second step of signing in: secrets of authenticator apps, recovery codes, and who stands between the two steps. */
export class SecondFactors1763690000034 implements MigrationInterface {
  name = "SecondFactors1763690000034";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "second_factors", {
      user_id: "id!",
      sealed: "bytes",
      last_step: "integer?",
      created_at: "time",
      confirmed_at: "time?",
    });
    await createTable(runner, "recovery_codes", { hash: "text!", user_id: "id", used_at: "time?" }, [
      { name: "recovery_codes_user", columns: ["user_id"] },
    ]);
    await createTable(
      runner,
      "pending_sign_ins",
      { id_hash: "text!", user_id: "id", tries: "integer", expires_at: "time" },
      [{ name: "pending_sign_ins_user", columns: ["user_id"] }],
    );
    const add = (table: string, name: string, type: string) =>
      runner.addColumn(table, new TableColumn({ name, type, isNullable: true }));
    await add("sessions", "how", columnTypes.text);
    await add("sessions", "confirmed_at", columnTypes.time);
    await add("workspaces", "second_factor", columnTypes.flag);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
