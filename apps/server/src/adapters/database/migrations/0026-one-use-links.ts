import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Links that do one thing once: a new password, an invitation. */
export class OneUseLinks1763690000026 implements MigrationInterface {
  name = "OneUseLinks1763690000026";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "one_use_links",
      {
        id: "id!",
        hash: "text",
        purpose: "text",
        email: "text",
        created_at: "time",
        expires_at: "time",
        used_at: "time?",
      },
      [
        { name: "one_use_links_hash", columns: ["hash"], unique: true },
        { name: "one_use_links_email", columns: ["purpose", "email"] },
      ],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
