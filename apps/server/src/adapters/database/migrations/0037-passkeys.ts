import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Passkeys (WebAuthn) of people. */
export class Passkeys1763690000037 implements MigrationInterface {
  name = "Passkeys1763690000037";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "passkeys",
      {
        id: "text!",
        user_id: "id",
        name: "text",
        public_key: "bytes",
        counter: "integer",
        created_at: "time",
        last_used_at: "time?",
      },
      [{ name: "passkeys_user", columns: ["user_id"] }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
