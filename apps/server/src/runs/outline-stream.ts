import { setTimeout as pause } from "node:timers/promises";
import type { LoopProgress } from "@leeway/api";
import { emptyRunState, GrowingState, type RunEvent, type RunFeed } from "@leeway/engine";
import type { MessageEvent } from "@nestjs/common";
import { Observable, type Subscriber } from "rxjs";
import type { ItemLog } from "./item-log.js";

/** Between two messages about how far a loop is. */
const PACE_MS = 250;

/** Messages after a number: events, and in the place of items that end how far their loops are. */
class OutlineMessages {
  readonly #growing = new GrowingState(emptyRunState);
  readonly #moved = new Set<string>();
  seq = 0;

  constructor(private readonly after: number) {}

  add(event: RunEvent): MessageEvent[] {
    this.seq = event.seq;
    this.#growing.add(event, event.seq);
    if (event.seq <= this.after) return [];
    if (event.type === "item.settled" || event.type === "items.taken") {
      this.#moved.add(event.key);
      return [];
    }
    return [...this.loops(event.seq - 1), { id: String(event.seq), data: event }];
  }

  /** How far the loops are that have moved since they were told of last. */
  loops(seq = this.seq): MessageEvent[] {
    const keys = [...this.#moved];
    this.#moved.clear();
    return keys.flatMap((key): MessageEvent[] => {
      const loop = this.#growing.state.steps.get(key)?.loop;
      if (!loop) return [];
      const { count, succeeded, failed, skipped, flawed } = loop;
      const data: LoopProgress = { key, seq, loop: { count, succeeded, failed, skipped, flawed } };
      return [{ type: "loop", id: String(seq), data }];
    });
  }
}

/** A run as it grows without the items of its loops, for a picture of it; completes after the run's last event. */
export function outlineStream(
  { log, feed }: { log: ItemLog; feed: RunFeed },
  runId: string,
  after: number,
  taken: () => Promise<void>,
): Observable<MessageEvent> {
  return new Observable<MessageEvent>((subscriber) => {
    let grown = false;
    let wake = () => {};
    const forget = feed.listen({ runId }, () => {
      grown = true;
      wake();
    });
    const messages = new OutlineMessages(after);
    const follow = async () => {
      // Whoever shares the stream has begun to listen by then.
      await pause(0, undefined, { ref: false });
      while (!subscriber.closed) {
        grown = false;
        if (await caughtUp(messages, subscriber, () => log.outside(runId, messages.seq), taken)) return;
        const loops = messages.loops();
        for (const message of loops) subscriber.next(message);
        if (loops.length > 0) await pause(PACE_MS, undefined, { ref: false });
        // The listener sets it while this awaits.
        if (!(grown as boolean) && !subscriber.closed) await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    follow().catch((error: unknown) => subscriber.error(error));
    return () => {
      forget();
      wake();
    };
  });
}

/** Tells all that there is; answers whether nothing more will come. */
async function caughtUp(
  messages: OutlineMessages,
  subscriber: Subscriber<MessageEvent>,
  read: () => RunEvent[],
  taken: () => Promise<void>,
): Promise<boolean> {
  for (;;) {
    const events = read();
    for (const event of events) {
      for (const message of messages.add(event)) subscriber.next(message);
      if (event.type !== "run.finished") continue;
      subscriber.complete();
      return true;
    }
    if (events.length === 0) return subscriber.closed;
    await taken();
    if (subscriber.closed) return true;
  }
}
