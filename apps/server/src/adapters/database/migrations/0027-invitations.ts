import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What a link invites to. */
export class Invitations1763690000027 implements MigrationInterface {
  name = "Invitations1763690000027";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "invitations",
      { link_id: "id!", workspace_id: "id", role: "text", invited_by: "id", withdrawn_at: "time?" },
      [{ name: "invitations_workspace", columns: ["workspace_id"] }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
