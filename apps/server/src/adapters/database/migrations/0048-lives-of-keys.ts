import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/**
 * For how long a key was made. Of one that was renewed the end has moved forward: there its successor tells, as long as it is
 * there, since it was made for as long unless somebody said otherwise.
 */
export class LivesOfKeys1763700000048 implements MigrationInterface {
  name = "LivesOfKeys1763700000048";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn("api_keys", new TableColumn({ name: "life_ms", type: columnTypes.time, isNullable: true }));
    await runner.query(`UPDATE api_keys SET life_ms = (
      SELECT s.expires_at - s.created_at FROM api_keys s
      WHERE s.id = CASE WHEN EXISTS (SELECT 1 FROM api_keys n WHERE n.id = api_keys.renewed_as)
        THEN api_keys.renewed_as ELSE api_keys.id END)`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
