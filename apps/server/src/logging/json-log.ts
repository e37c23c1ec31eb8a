import type { LoggerService } from "@nestjs/common";
import { pino, type Logger } from "pino";

/**
 * Structured logs: one JSON line each, on stderr, so that stdout has the one line for people. At a terminal only what
 * is wrong is shown.
 */
export const createLog = (): Logger =>
  pino(
    { level: process.stderr.isTTY ? "warn" : "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // Synchronous: the last line before an exit is the one that matters.
    pino.destination({ fd: 2, sync: true }),
  );

/** Where Nest says its steps of starting: nothing there that a reader of logs could use. */
const silent = new Set(["NestFactory", "InstanceLoader", "RoutesResolver", "RouterExplorer", "NestApplication"]);

/** Lets everything that speaks through Nest's logger come out as JSON lines too. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log = (message: unknown, ...more: unknown[]) => this.#write("info", message, more);
  warn = (message: unknown, ...more: unknown[]) => this.#write("warn", message, more);
  error = (message: unknown, ...more: unknown[]) => this.#write("error", message, more);
  debug = (message: unknown, ...more: unknown[]) => this.#write("debug", message, more);

  #write(level: "info" | "warn" | "error" | "debug", message: unknown, more: unknown[]): void {
    const context = more.at(-1);
    if (level === "info" && typeof context === "string" && silent.has(context)) return;
    const about = typeof context === "string" ? { context } : {};
    if (message instanceof Error) this.pino[level]({ ...about, err: message }, message.message);
    else if (typeof message === "object" && message !== null) this.pino[level]({ ...about, ...message });
    else this.pino[level](about, String(message));
  }
}
