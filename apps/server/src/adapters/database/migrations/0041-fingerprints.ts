import type { MigrationInterface, QueryRunner } from "typeorm";
import { fingerprint } from "../fingerprint.js";

const ROWS_AT_ONCE = 1_000;
const columns = [
  ["poll_entries", "entry_key"],
  ["claimed_entries", "entry"],
] as const;

/** Which entries of Leeloo's were seen is kept without their ids: some are people's, who may ask to be forgotten. */
export class Fingerprints1763690000041 implements MigrationInterface {
  name = "Fingerprints1763690000041";

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of columns) {
      const page = `SELECT rowid AS id, ${column} AS entry FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`;
      let rows: { id: number; entry: string }[] = await runner.query(page, [0]);
      for (; rows.length > 0; rows = await runner.query(page, [rows.at(-1)?.id]))
        for (const { id, entry } of rows)
          await runner.query(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`, [fingerprint(entry), id]);
    }
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
