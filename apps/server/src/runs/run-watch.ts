import type { RunEvent, RunFeed, RunState, RunStore } from "@leeway/engine";
import { Inject, Injectable, type MessageEvent } from "@nestjs/common";
import {
  endWith,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  Observable,
  ReplaySubject,
  share,
  startWith,
  Subject,
  takeUntil,
  type Subscription,
} from "rxjs";
import { RUN_FEED, RUN_STORE } from "../adapters/engine.tokens.js";
import { AccessChanges } from "../config/access-changes.js";
import { WorkflowNews } from "../workflows/workflow-news.js";
import { ItemLog } from "./item-log.js";
import { outlineStream } from "./outline-stream.js";
import { BATCH, readState } from "./read-state.js";
import type { StreamReader } from "./stream-reader.js";

/** Proxies close a silent connection after a minute or less. */
const PING_MS = 20_000;
/** How long a stream may outlive what opened it, where that has ended by itself or by a command beside the server. */
const WELCOME_MS = 2_000;

/** Follows runs as they grow: the feed says that there is something, the log says what. */
@Injectable()
export class RunWatch {
  /** Ends every stream, for the server's stop. */
  readonly #ended = new Subject<void>();
  /** Lets everybody go who waits for a run's answer, now and later. */
  readonly #released = new ReplaySubject<void>(1);

  constructor(
    @Inject(RUN_STORE) private readonly store: RunStore,
    @Inject(RUN_FEED) private readonly feed: RunFeed,
    private readonly log: ItemLog,
    private readonly news: WorkflowNews,
    private readonly access: AccessChanges,
  ) {}

  endStreams(): void {
    this.#ended.next();
  }

  /** Nothing moves any more: who waits for an answer is told that the run goes on later, instead of being cut off. */
  releaseCallers(): void {
    this.#released.next();
  }

  /**
   * The log after `after`, then what comes; completes after the run's last event. A number not in the log counts as 0.
   * Reads on when what it gave was taken.
   */
  #events(runId: string, after: number, taken: () => Promise<void>): Observable<RunEvent> {
    return new Observable<RunEvent>((subscriber) => {
      let seq = 0;
      let begun = false;
      let reading = false;
      let again = false;
      const read = async () => {
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        if (!begun) {
          begun = true;
          const [seen] = after > 0 ? await this.store.eventsAfter(runId, after - 1, 1) : [];
          if (seen?.type === "run.finished") return subscriber.complete();
          seq = seen ? after : 0;
        }
        do {
          again = false;
          for (;;) {
            const events = await this.store.eventsAfter(runId, seq, BATCH);
            for (const event of events) {
              seq = event.seq;
              subscriber.next(event);
              if (event.type === "run.finished") return subscriber.complete();
            }
            if (events.length === 0) break;
            await taken();
            if (subscriber.closed) return;
          }
          // `again` is set by the listener while this awaits.
        } while (again as boolean);
        reading = false;
      };
      const guarded = () => void read().catch((error: unknown) => subscriber.error(error));
      const forget = this.feed.listen({ runId }, guarded);
      guarded();
      return forget;
    });
  }

  /** The same as server-sent events; `id` is the number after which a resume goes on. */
  stream(runId: string, after: number, { taken, welcome }: StreamReader): Observable<MessageEvent> {
    const events = this.#events(runId, after, taken).pipe(
      map((event): MessageEvent => ({ id: String(event.seq), data: event })),
    );
    return this.kept(events, welcome);
  }

  /** The same without the items of loops; how far the loops are is told now and then. */
  outline(runId: string, after: number, { taken, welcome }: StreamReader): Observable<MessageEvent> {
    const { log, feed } = this;
    return this.kept(outlineStream({ log, feed }, runId, after, taken), welcome);
  }

  /** Runs of a workflow that come or move, and the news of it. */
  changes(workflowId: string, { welcome }: Pick<StreamReader, "welcome">): Observable<MessageEvent> {
    const news = this.news.of(workflowId).pipe(map((data): MessageEvent => ({ type: "news", data })));
    const changes = new Observable<MessageEvent>((subscriber) =>
      this.feed.listen({ workflowId }, ({ runId, status, seq }) => subscriber.next({ data: { runId, status, seq } })),
    );
    return this.kept(merge(changes, news), welcome);
  }

  /** With a comment now and then, until the source or the server ends or the reader may read no more. */
  kept(source: Observable<MessageEvent>, welcome: () => boolean): Observable<MessageEvent> {
    const shared = source.pipe(share());
    const pings = interval(PING_MS).pipe(
      startWith(0),
      map((): MessageEvent => ({ comment: "ping" })),
      takeUntil(shared.pipe(ignoreElements(), endWith(0))),
    );
    const refused = merge(interval(WELCOME_MS), this.access).pipe(filter(() => !welcome()));
    return merge(pings, shared).pipe(takeUntil(merge(this.#ended, refused)));
  }

  /**
   * Waits until the run's state gives something; undefined when it does not within `ms`. `fresh`: the run was made in
   * this very turn, so everything about it is still to be announced.
   */
  async until<T>(runId: string, ms: number, look: (state: RunState) => T | undefined, fresh = false) {
    let timer: NodeJS.Timeout | undefined;
    let forget = () => {};
    let released: Subscription | undefined;
    const found = new Promise<T | undefined>((resolve, reject) => {
      const see = (state: RunState) => {
        const value = look(state);
        if (value !== undefined) resolve(value);
      };
      const read = () => readState(this.store, runId).then(see, reject);
      forget = this.feed.listen({ runId }, ({ state }) => (state ? see(state) : void read()));
      timer = setTimeout(() => void read().then(() => resolve(undefined)), ms);
      released = this.#released.subscribe(() => resolve(undefined));
      if (!fresh) void read();
    });
    try {
      return await found;
    } finally {
      clearTimeout(timer);
      released?.unsubscribe();
      forget();
    }
  }
}
