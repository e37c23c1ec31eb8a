import { createHash } from "node:crypto";
import { floorOf, newsIn, type Clock, type StepError } from "@leeway/engine";
import { firstDays, pollSource } from "@leeway/nodes";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { CLOCK } from "../adapters/engine.tokens.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { Pump } from "../runs/pump.js";
import { Backfills } from "./backfills.service.js";
import { BackfillsStore } from "./backfills.store.js";
import { ListRefused, PollLists } from "./poll-lists.js";
import { PollRuns } from "./poll-runs.js";
import { PollsStore, type Poll, type PollId } from "./polls.store.js";

/** Triggers that look at the same time, and those of them with one account: it may keep them waiting for long. */
const AT_ONCE = 200;
const OF_ACCOUNT = 20;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const USUAL_MINUTES = 5;
/** After failures the time between two looks doubles up to this, or to what it is anyway. */
const LONGEST_WAIT_MS = 60 * MINUTE_MS;

/** What had a run is known for longer than runs are kept: who makes up for the past starts none of it again. */
const KNOWN_MS = 400 * DAY_MS;

const nameOf = ({ workflowId, nodeId }: PollId) => `${workflowId} ${nodeId}`;

/**
 * Looks in Leeloo for triggers that want to know what is new there. For each entry a run is made under a key of its own,
 * then it is written down what was seen and how far: a crash in between makes none twice and leaves none out.
 */
@Injectable()
export class Poller implements OnModuleDestroy {
  readonly #log = new Logger("polls");
  readonly #pump = new Pump(
    () => this.#round(),
    (error) => this.#log.error({ err: error, msg: "fault while looking in Leeloo" }),
  );
  readonly #looking = new Map<string, Promise<void>>();
  /** By trigger: a failure that there was no room to keep. Nobody looks in Leeloo again for that; once there is room it is kept. */
  readonly #unkept = new Map<string, Parameters<PollsStore["failed"]>>();

  constructor(
    private readonly polls: PollsStore,
    private readonly lists: PollLists,
    private readonly secrets: SecretsService,
    private readonly runs: PollRuns,
    private readonly backfills: BackfillsStore,
    private readonly past: Backfills,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    polls.onChange(() => this.#pump.nudge());
  }

  start(): void {
    this.#pump.start();
  }

  async stop(): Promise<void> {
    this.lists.stop();
    await this.#pump.stop();
    await Promise.all(this.#looking.values());
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  isLooking(poll: PollId): boolean {
    return this.#looking.has(nameOf(poll));
  }

  /** Looks as soon as possible, and at what is there now. */
  async lookNow(poll: PollId): Promise<void> {
    this.lists.forget();
    this.#unkept.delete(nameOf(poll));
    await this.polls.lookNow(poll, this.clock.now());
  }

  /** Looks for all that are due, and waits for what comes of it. */
  async look(): Promise<void> {
    await this.#round();
    await Promise.all(this.#looking.values());
  }

  /** Begins what is due. One that waits for its token keeps no other waiting, so nobody waits here. */
  #round(): Promise<boolean> {
    const free = AT_ONCE - this.#looking.size;
    const due = this.polls.due(this.clock.now(), AT_ONCE, OF_ACCOUNT).filter((poll) => !this.isLooking(poll));
    for (const poll of due.slice(0, Math.max(0, free))) {
      const name = nameOf(poll);
      const looking = this.#care(poll).finally(() => {
        this.#looking.delete(name);
        if (due.length > free) this.#pump.nudge();
      });
      this.#looking.set(name, looking);
    }
    return Promise.resolve(false);
  }

  async #care(poll: Poll): Promise<void> {
    const name = nameOf(poll);
    const failure = this.#unkept.get(name) ?? (await this.#failureOf(poll));
    if (!failure) return;
    this.#unkept.set(name, failure);
    await this.polls.failed(...failure).then(
      () => this.#unkept.delete(name),
      () => {},
    );
  }

  /** Looks. Nothing where that has gone well, or is cut off by a stop. */
  async #failureOf(poll: Poll): Promise<Parameters<PollsStore["failed"]> | undefined> {
    try {
      await this.#look(poll);
      return undefined;
    } catch (error) {
      // It goes on at the next start.
      if (this.lists.isStopping) return undefined;
      const refused = error instanceof ListRefused;
      if (!refused) this.#log.error({ err: error, ...idOf(poll), msg: "fault of a look in Leeloo" });
      const why: StepError = refused ? error.why : { code: "step.internal", values: {} };
      const now = this.clock.now();
      const wait = Math.min(MINUTE_MS * 2 ** poll.failures, Math.max(LONGEST_WAIT_MS, everyOf(poll)));
      return [poll, now, why, now + Math.max(wait, everyOf(poll))];
    }
  }

  async #look(poll: Poll): Promise<void> {
    const { workspaceId, credentialId, params, mark } = poll;
    const at = this.clock.now();
    const secret = await this.secrets.open(workspaceId, credentialId);
    if ("code" in secret) throw new ListRefused(secret);
    // Of a minute, so that those that look together ask for the same.
    const source = pollSource(params, Math.ceil(at / MINUTE_MS) * MINUTE_MS);
    const list = { workspaceId, secret, source, params: source.paramsFrom(mark) };
    // Changes are looked for page after page: they give way to everything else.
    const lane = source.watch.what === "changed" ? "bulk" : "normal";
    const read = await this.lists.read(list, { floorOf: floorOf(source.watch, mark), lane });
    const seen = this.polls.seen(
      poll,
      read.entries.map(({ key }) => key),
    );
    const { news, mark: moved, keep } = newsIn(read, source.watch, mark, seen);
    // Paused, unpublished or changed meanwhile: what is left is new for the next look.
    for (const one of news) if (!(await this.runs.begin(poll, { source, secret, news: one }))) return;
    const looked = {
      at,
      dueAt: nextLook(poll, this.clock.now()),
      mark: moved,
      keep,
      forgetBefore: moved.high - Math.max(KNOWN_MS, source.watch.memoryMs),
      found: news.length,
      requests: read.pages,
      cut: !read.whole,
    };
    const days = mark ? undefined : firstDays(params);
    if (days === undefined) return this.polls.looked(poll, looked);
    // Up to what this look has seen, by whichever clock: what comes later is new.
    const period = { from: at - days * DAY_MS, until: Math.max(at, moved.high) + 1 };
    const { workflowId, nodeId, identity } = poll;
    const asked = { workflowId, nodeId, workspaceId, identity, ...period, state: "running" } as const;
    await this.polls.looked(poll, looked, (db) => this.backfills.insert(db, asked, at));
    this.past.nudge();
  }
}

const idOf = ({ workflowId, nodeId }: PollId) => ({ workflowId, nodeId });

const everyOf = ({ params }: Poll) => (Number(params["every"]) || USUAL_MINUTES) * MINUTE_MS;

/** Triggers of one account that look equally often look together, and those of others at another moment. */
function nextLook(poll: Poll, now: number): number {
  const every = everyOf(poll);
  const shift = createHash("sha256").update(poll.credentialId).digest().readUInt32BE(0) % every;
  return Math.floor((now - shift) / every + 1) * every + shift;
}
