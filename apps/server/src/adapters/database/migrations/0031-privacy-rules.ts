import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What workspaces hide in runs. */
export class PrivacyRules1763690000031 implements MigrationInterface {
  name = "PrivacyRules1763690000031";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "privacy_rules", { workspace_id: "id!", masked_fields: "text" });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
