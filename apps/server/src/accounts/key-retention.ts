import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { forgetEndedKeys } from "./api-key.rows.js";

const EVERY_MS = 86_400_000;

/** Forgets API keys that ended long ago; what was done with them stays in the audit log. */
@Injectable()
export class KeyRetention implements OnModuleDestroy {
  readonly #log = new Logger("accounts");
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  start(): void {
    const clean = () =>
      void this.clean(Date.now()).catch((error: unknown) =>
        this.#log.error({ err: error, msg: "API keys that have ended could not be cleared away" }),
      );
    this.#timer = setInterval(clean, EVERY_MS).unref();
    clean();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Answers how many have gone. */
  clean(now: number): Promise<number> {
    return this.database.queue.write((db) => forgetEndedKeys(db, now));
  }
}
