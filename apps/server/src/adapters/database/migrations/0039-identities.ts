import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Who somebody is at the company's own sign-in (OpenID Connect). */
export class Identities1763690000039 implements MigrationInterface {
  name = "Identities1763690000039";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "identities", { issuer: "text!", subject: "text!", user_id: "id", created_at: "time" }, [
      { name: "identities_user", columns: ["user_id"] },
    ]);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
