import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Until when sessions of who is a member no longer are closed there: should they come back, these do not open with them. */
export class FormerMembers1763690000047 implements MigrationInterface {
  name = "FormerMembers1763690000047";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "former_members", { workspace_id: "id!", user_id: "id!", signed_out_at: "time" });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
