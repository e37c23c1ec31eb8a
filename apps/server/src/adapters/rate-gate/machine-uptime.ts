import type { Uptime } from "@leeway/engine";
import { readFileSync } from "node:fs";

/**
 * The machine's own count since its start; undefined where its start has no name (only Linux gives one). It stands
 * still while the machine sleeps, as the process's own clock does: otherwise each sleep would look like a clock step.
 */
export function machineUptime(): Uptime | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return boot === "" ? undefined : { boot, ms: () => Number(process.hrtime.bigint() / 1_000n) / 1_000 };
  } catch {
    return undefined;
  }
}
