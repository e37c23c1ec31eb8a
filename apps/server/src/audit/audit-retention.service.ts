import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";
import { idAt } from "./entry-ids.js";

const DAY_MS = 86_400_000;
/** Two years. The database itself refuses to let go of an entry that is younger than one. */
const KEPT_MS = 731 * DAY_MS;
/** In pieces, so that others get their turn in between. */
const AT_ONCE = 500;

/** Forgets old entries of the audit log. */
@Injectable()
export class AuditRetention implements OnModuleDestroy {
  readonly #log = new Logger("audit");
  readonly #cleaning = new EverySoOften(
    DAY_MS,
    (now) => this.clean(now),
    (error) => this.#log.error({ err: error, msg: "the audit log was not cleaned" }),
  );

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  start(): void {
    this.#cleaning.start();
  }

  onModuleDestroy(): void {
    this.#cleaning.stop();
  }

  async clean(now: number): Promise<void> {
    const sql = `DELETE FROM audit_log WHERE id IN
      (SELECT id FROM audit_log WHERE id < ? AND at < ? ORDER BY id LIMIT ${AT_ONCE})`;
    const before = now - KEPT_MS;
    let gone: number;
    do {
      gone = await this.database.queue.write((db) => db.prepare(sql).run(idAt(before), before).changes);
    } while (gone === AT_ONCE);
  }
}
