import { PoolGate, type Clock, type GateOptions, type RateGate, type Wake } from "@leeway/engine";
import type { OpenDatabase } from "../database/database.js";
import { machineUptime } from "./machine-uptime.js";
import { SqlitePoolStore } from "./sqlite-pool-store.js";

/** The limiter of this process; its pools lie in the database, so that a restart forgets nothing that may be in flight. */
export class SqliteRateGate extends PoolGate implements RateGate {
  /**
   * By default the machine's own uptime tells a clock that was stepped while the process was down. A restored database
   * does not know what was sent since it was copied: then nobody goes for a minute.
   */
  constructor(
    database: Pick<OpenDatabase, "handle" | "queue" | "restored">,
    clock: Clock,
    wake: Wake,
    options: GateOptions = ofThisMachine(),
  ) {
    super(new SqlitePoolStore(database), clock, wake, { cold: database.restored, ...options });
  }

  /** Called by Nest when the server stops: no timer may reach for the closed database. */
  onModuleDestroy(): void {
    this.close();
  }
}

function ofThisMachine(): GateOptions {
  const uptime = machineUptime();
  return uptime ? { uptime } : {};
}
