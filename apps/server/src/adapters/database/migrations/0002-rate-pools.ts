import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** The limiter's pools: what may be in flight outlives the process. Times are milliseconds since 1970; 0 = never. */
export class RatePools1763690000002 implements MigrationInterface {
  name = "RatePools1763690000002";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "rate_pools", {
      key: "id!",
      limit_per_minute: "integer",
      paused: "flag",
      frozen_until: "time",
      probing: "flag",
      reduced_to: "integer?",
      reduced_since: "time",
      cold_until: "time",
      boot: "text?",
      lead: "time",
    });
    await createTable(runner, "rate_tickets", {
      pool_key: "id!",
      slot: "integer!",
      serial: "time",
      reserved_at: "time",
      free_at: "time",
      held: "flag",
      run_id: "id",
      step_key: "text",
    });
    await createTable(runner, "rate_waiters", {
      pool_key: "id!",
      run_id: "id!",
      step_key: "text!",
      lane: "text",
      position: "time",
      front: "flag",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
