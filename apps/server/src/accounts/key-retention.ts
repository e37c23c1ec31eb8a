import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";
import { forgetEndedKeys } from "./api-key.rows.js";

const EVERY_MS = 86_400_000;

/** Forgets API keys that ended long ago; what was done with them stays in the audit log. */
@Injectable()
export class KeyRetention implements OnModuleDestroy {
  readonly #log = new Logger("accounts");
  readonly #cleaning = new EverySoOften(
    EVERY_MS,
    (now) => this.clean(now),
    (error) => this.#log.error({ err: error, msg: "API keys that have ended could not be cleared away" }),
  );

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  start(): void {
    this.#cleaning.start();
  }

  onModuleDestroy(): void {
    this.#cleaning.stop();
  }

  /** Answers how many have gone. */
  clean(now: number): Promise<number> {
    return this.database.queue.write((db) => forgetEndedKeys(db, now));
  }
}
