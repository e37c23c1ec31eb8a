import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { OrderChecksStore } from "../order-checks/order-checks.store.js";
import { PollsStore } from "../polls/polls.store.js";
import { SchedulesStore } from "../schedules/schedules.store.js";
import { TroublesStore } from "../troubles/troubles.store.js";
import type { LiveVersion, TriggerKeeper } from "./trigger-keeper.js";

/** All who keep something for triggers. */
@Injectable()
export class LiveTriggers implements TriggerKeeper {
  readonly #keepers: readonly TriggerKeeper[];

  constructor(schedules: SchedulesStore, polls: PollsStore, troubles: TroublesStore, checks: OrderChecksStore) {
    this.#keepers = [schedules, polls, troubles, checks];
  }

  publish(db: Database, live: LiveVersion): void {
    for (const keeper of this.#keepers) keeper.publish(db, live);
  }

  rest(db: Database, workflowId: string): void {
    for (const keeper of this.#keepers) keeper.rest(db, workflowId);
  }

  forget(db: Database, workflowId: string): void {
    for (const keeper of this.#keepers) keeper.forget(db, workflowId);
  }
}
