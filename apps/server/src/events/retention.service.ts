import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";

/** How long events are kept, and how many of a kind a workspace has at most. Their runs are kept apart. */
export const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_KEPT = 100_000;
/** Of an order that has lost its event it would be said that none came: what a mailing brings does not push out those of orders. */
const kinds = ["order_id IS NOT NULL", "order_id IS NULL"];
/** In pieces, so that others get their turn in between. */
const AT_ONCE = 500;
const EVERY_MS = 3_600_000;

/** Forgets old events. One that is still to be handed on stays. */
@Injectable()
export class EventRetention implements OnModuleDestroy {
  readonly #log = new Logger("events");
  readonly #cleaning = new EverySoOften(
    EVERY_MS,
    (now) => this.clean(now),
    (error) => this.#log.error({ err: error, msg: "events were not cleaned" }),
  );

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  start(): void {
    this.#cleaning.start();
  }

  onModuleDestroy(): void {
    this.#cleaning.stop();
  }

  async clean(now: number, most = MOST_KEPT): Promise<void> {
    const hubs = this.database.handle.prepare("SELECT workspace_id FROM leeloo_hubs").pluck().all() as string[];
    for (const workspaceId of hubs) {
      await this.#forgetBelow(workspaceId, idAt(now - KEPT_MS));
      for (const kind of kinds) {
        const first = this.database.handle
          .prepare(`SELECT id FROM leeloo_events WHERE workspace_id = ? AND ${kind} ORDER BY id DESC LIMIT 1 OFFSET ?`)
          .pluck()
          .get(workspaceId, most - 1) as string | undefined;
        if (first !== undefined) await this.#forgetBelow(workspaceId, first, kind);
      }
    }
  }

  async #forgetBelow(workspaceId: string, id: string, kind = "1"): Promise<void> {
    let gone: number;
    do {
      gone = await this.database.queue.write((db) => {
        const ids = db
          .prepare(
            `SELECT id FROM leeloo_events WHERE workspace_id = ? AND id < ? AND ${kind} AND due_at IS NULL AND forward_due_at IS NULL
             ORDER BY id LIMIT ?`,
          )
          .pluck()
          .all(workspaceId, id, AT_ONCE) as string[];
        const forget = db.prepare("DELETE FROM leeloo_events WHERE id = ?");
        const forgetDeliveries = db.prepare("DELETE FROM leeloo_deliveries WHERE event_id = ?");
        for (const one of ids) {
          forget.run(one);
          forgetDeliveries.run(one);
        }
        return ids.length;
      });
    } while (gone === AT_ONCE);
  }
}

/** The smallest id that an event of this moment can have: ids begin with their time. */
function idAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `evt_${hex.slice(0, 8)}-${hex.slice(8)}`;
}
