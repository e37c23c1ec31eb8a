import type { Clock, OpenSecret, StepError } from "@leeway/engine";
import { pollSource, type PollSource } from "@leeway/nodes";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { Problem } from "../problems/problem.js";
import { Pump } from "../runs/pump.js";
import { BackfillsStore, type Backfill } from "./backfills.store.js";
import { newsOfPast, pastFloor, type PastNews } from "./past.js";
import { PollForecast } from "./poll-forecast.js";
import { ListRefused, PollLists } from "./poll-lists.js";
import { PollRuns } from "./poll-runs.js";
import { PollsStore, type Poll, type PollId } from "./polls.store.js";

/** After so many entries it is written down how far it is, and seen whether somebody has stopped it. */
const PIECE = 50;
/** So long it rests on a full disk: it reads all of the past anew each time. */
const REST_MS = 60_000;

interface Past {
  poll: Poll;
  secret: OpenSecret;
  source: PollSource;
  news: PastNews[];
  requests: number;
  cut: boolean;
}

/**
 * Makes up for a past period, when somebody asks for it: counts first, then, on a word, makes the runs in the bulk lane. They
 * have the keys that the trigger's own looks give, so that whoever does it again makes none twice.
 */
@Injectable()
export class Backfills implements OnModuleDestroy {
  readonly #log = new Logger("polls");
  readonly #pump = new Pump(
    () => this.work(),
    (error) => this.#log.error({ err: error, msg: "fault of a back-fill" }),
  );
  #restUntil = 0;

  constructor(
    private readonly backfills: BackfillsStore,
    private readonly polls: PollsStore,
    private readonly lists: PollLists,
    private readonly runs: PollRuns,
    private readonly secrets: SecretsService,
    private readonly forecast: PollForecast,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  start(): void {
    this.#pump.start();
  }

  async stop(): Promise<void> {
    await this.#pump.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  of(poll: PollId): Backfill | undefined {
    return this.backfills.of(poll);
  }

  /** Counts what there was in a period, without starting anything. */
  async count(poll: Poll, from: number, until: number): Promise<void> {
    const { workflowId, nodeId, workspaceId, identity } = poll;
    if (this.of(poll)?.state === "running") throw new Problem("backfill.running");
    this.lists.forget();
    const now = this.clock.now();
    await this.backfills.ask({ workflowId, nodeId, workspaceId, identity, from, until, state: "counting" }, now);
    this.#pump.nudge();
  }

  /** There may be something to do. */
  nudge(): void {
    this.#pump.nudge();
  }

  /** Starts the runs of what was counted. */
  async begin(poll: PollId): Promise<void> {
    const backfill = this.of(poll);
    const startedAt = this.clock.now();
    if (backfill?.state !== "counted" || !(await this.backfills.move(backfill, { state: "running", startedAt })))
      throw new Problem("backfill.notCounted");
    this.#pump.nudge();
  }

  /** Starts no further ones; those that are started go on. */
  async end(poll: PollId): Promise<void> {
    const backfill = this.of(poll);
    if (backfill?.state !== "counting" && backfill?.state !== "running") throw new Problem("backfill.notRunning");
    await this.backfills.move(backfill, { state: "stopped" });
  }

  /** Does what is asked for, one after another: they all wait in the bulk lane anyway. */
  async work(): Promise<boolean> {
    if (this.clock.now() < this.#restUntil) return false;
    this.#restUntil = 0;
    const open = this.backfills.open();
    for (const backfill of open) {
      try {
        await (backfill.state === "counting" ? this.#count(backfill) : this.#run(backfill));
      } catch (error) {
        // It goes on at the next start.
        if (this.lists.isStopping) return false;
        if (error instanceof DiskFullError) {
          this.#restUntil = this.clock.now() + REST_MS;
          return false;
        }
        if (!(error instanceof ListRefused)) this.#log.error({ err: error, ...backfill, msg: "fault of a back-fill" });
        const why: StepError = error instanceof ListRefused ? error.why : { code: "step.internal", values: {} };
        const now = this.backfills.of(backfill);
        if (now?.state === backfill.state) await this.backfills.move(now, { state: "failed", error: why });
      }
    }
    return false;
  }

  async #count(backfill: Backfill): Promise<void> {
    const past = await this.#read(backfill);
    if (!past) return void (await this.backfills.move(backfill, { state: "stopped" }));
    const { poll, news, requests, cut } = past;
    const runs = this.#runsOf(backfill, news);
    const had = news.filter((one) => one.had || runs.has(one.news.dedupeKey)).length;
    const found = news.length;
    const document = poll.documentId === null ? undefined : this.store.document(poll.documentId);
    const { calls, seconds } = await this.forecast.of(poll.workspaceId, document, poll.params, found - had);
    await this.backfills.move(backfill, { state: "counted", found, had, requests, cut, calls, seconds });
  }

  async #run(backfill: Backfill): Promise<void> {
    const past = await this.#read(backfill);
    if (!past) return void (await this.backfills.move(backfill, { state: "stopped" }));
    const { news, requests, cut, secret, source, poll } = past;
    const told = { found: news.length, had: 0, made: 0, requests, cut };
    for (let from = 0; from < news.length; from += PIECE) {
      // What somebody has said meanwhile counts.
      if (!(await this.backfills.move(backfill, { state: "running", ...told }))) return;
      const piece = news.slice(from, from + PIECE);
      const open = piece.filter(({ had }) => !had);
      for (const one of open)
        if (!(await this.runs.begin(poll, { source, secret, news: one.news, past: true })))
          return void (await this.backfills.move(backfill, { state: "stopped", ...told }));
      await this.polls.started(
        poll,
        open.map(({ seen }) => seen),
      );
      const runs = this.#runsOf(backfill, piece);
      // Those that were made before a crash are its own, too.
      const isMade = ({ news: { dedupeKey } }: PastNews) =>
        (runs.get(dedupeKey) ?? 0) >= (backfill.startedAt ?? Infinity);
      const made = piece.filter(isMade).length;
      told.made += made;
      told.had += piece.length - made;
    }
    await this.backfills.move(backfill, { state: "done", ...told });
  }

  /** When their runs were made, by their keys. */
  #runsOf(backfill: Backfill, news: readonly PastNews[]): Map<string, number> {
    return this.backfills.runsOf(
      backfill,
      news.map((one) => one.news.dedupeKey),
    );
  }

  /** Nothing where its trigger is not live any more, or looks for something else. */
  async #read(backfill: Backfill): Promise<Past | undefined> {
    const { workspaceId, from, until } = backfill;
    const poll = this.polls.of(backfill.workflowId).find(({ nodeId }) => nodeId === backfill.nodeId);
    if (!poll || poll.identity !== backfill.identity) return undefined;
    const secret = await this.secrets.open(workspaceId, poll.credentialId);
    if ("code" in secret) throw new ListRefused(secret);
    const source = pollSource(poll.params, this.clock.now());
    const list = { workspaceId, secret, source, params: source.paramsOfPast(from) };
    const read = await this.lists.read(list, { floorOf: pastFloor(source, from), lane: "bulk" });
    const seen = this.polls.seen(
      poll,
      read.entries.map(({ key }) => key),
    );
    const news = newsOfPast(read, source, { from, until }, seen);
    return { poll, secret, source, news, requests: read.pages, cut: !read.whole };
  }
}
