import type { Uptime } from "@leeway/engine";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** The machine's own count since its start; undefined where its start has no name (only Linux gives one). */
export function machineUptime(): Uptime | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return boot === "" ? undefined : { boot, ms: () => uptime() * 1_000 };
  } catch {
    return undefined;
  }
}
