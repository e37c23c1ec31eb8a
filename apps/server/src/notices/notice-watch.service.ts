import { CancelSwitch, type Clock } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { CLOCK } from "../adapters/engine.tokens.js";
import { Pump } from "../runs/pump.js";
import { TroubleTeller } from "../troubles/trouble-teller.js";
import { TroublesStore } from "../troubles/troubles.store.js";
import type { FailureFacts } from "./notice-facts.js";
import { letterOf, NoticePost } from "./notice-post.js";
import { NoticeRules } from "./notice-rules.service.js";
import { NoticesStore, type Failure } from "./notices.store.js";

/** Failures that are read in one go. */
const AT_ONCE = 200;
/** Notices on their way at a time, of one workspace and together: addresses that answer slowly are few. */
const OF_WORKSPACE = 4;
const TOGETHER = 20;
const LOOKED_AT = 1_000;
/** Tries at 0, 30 s, 2 min, 6 min … the last about nine hours later. */
const MOST_TRIES = 8;
const waitMs = (tries: number) => 30_000 * 3 ** (tries - 1);
/** So long a stop waits for what is on its way. */
const STOP_MS = 5_000;
const KEPT_MS = 30 * 24 * 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;

type Notice = ReturnType<NoticesStore["due"]>[number];

/**
 * Tells people of failures. It reads on in the list of troubles that the runs' own writes make, so it is never in a run's
 * way; what is to be sent is kept with how far it has read, in one write. Sending is at least once: a crash between the
 * far end's yes and its note sends again. A letter then has the same Message-ID, a webhook the same id; a Telegram message
 * may be there twice.
 */
@Injectable()
export class NoticeWatch implements OnModuleDestroy {
  readonly #log = new Logger("notices");
  /** By workspace and address. */
  readonly #sending = new Map<string, { workspaceId: string; over: Promise<void> }>();
  readonly #pump = new Pump(
    () => this.#round(),
    (error) => this.#log.error({ err: error, msg: "fault while telling people of failures" }),
  );
  /** By notice: what became of a try while there was no room to keep it. Nobody is told again for that. */
  readonly #unkept = new Map<string, Parameters<NoticesStore["tried"]>>();
  #stopping = new CancelSwitch();
  #cleanedAt = -Infinity;

  constructor(
    private readonly notices: NoticesStore,
    private readonly rules: NoticeRules,
    private readonly post: NoticePost,
    private readonly troubles: TroublesStore,
    private readonly teller: TroubleTeller,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  start(): void {
    this.#stopping = new CancelSwitch();
    this.#pump.start();
  }

  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#stopping.request(), STOP_MS);
    await this.#pump.stop();
    await this.#sent();
    clearTimeout(timer);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** One round, with all that it sends. Answers whether there may be more at once. */
  async look(): Promise<boolean> {
    const more = await this.#round();
    const sent = this.#sending.size > 0;
    await this.#sent();
    return more || sent;
  }

  async #round(): Promise<boolean> {
    let more = false;
    for (const behind of this.notices.behind()) more = (await this.#read(behind)) || more;
    await this.notices.settle(this.clock.now(), (...of) => this.rules.effective(...of));
    this.#beginToSend();
    await this.#clean();
    return more;
  }

  /** One at a time to each address. One that answers slowly keeps no other waiting, so nobody waits here. */
  #beginToSend(): void {
    for (const notice of this.notices.due(this.clock.now(), LOOKED_AT)) {
      const { workspaceId, channel } = notice;
      const name = `${workspaceId} ${JSON.stringify(channel)}`;
      const ofWorkspace = [...this.#sending.values()].filter((one) => one.workspaceId === workspaceId).length;
      if (this.#sending.size >= TOGETHER) return;
      if (this.#sending.has(name) || ofWorkspace >= OF_WORKSPACE) continue;
      const over = this.#send(notice)
        .finally(() => this.#sending.delete(name))
        .then(
          () => this.#pump.nudge(),
          // The next sweep is soon enough to try a faulty database again.
          (error: unknown) => this.#log.error({ err: error, workspaceId, msg: "fault while sending a notice" }),
        );
      this.#sending.set(name, { workspaceId, over });
    }
  }

  async #sent(): Promise<void> {
    await Promise.all([...this.#sending.values()].map(({ over }) => over));
  }

  async #read({ workspaceId, cursor }: { workspaceId: string; cursor: number }): Promise<boolean> {
    const found = this.troubles.after({ workspaceId, cursor, until: null }, AT_ONCE);
    const failures: Failure[] = [];
    for (const trouble of found) {
      const told = await this.teller.look(trouble);
      if (!told) continue;
      const rule = this.rules.effective(workspaceId, told.run.workflowId);
      if (rule.channels.length === 0 || !rule.on.includes(trouble.kind)) continue;
      const facts = this.teller.facts(told, rule.language) as unknown as FailureFacts;
      failures.push({ facts, rule });
    }
    const last = found.at(-1)?.id;
    if (last === undefined) return false;
    await this.notices.note(workspaceId, cursor, last, failures, this.clock.now());
    return found.length === AT_ONCE;
  }

  async #send(notice: Notice): Promise<void> {
    const tried = this.#unkept.get(notice.id) ?? (await this.#try(notice));
    if (!tried) return;
    this.#unkept.set(notice.id, tried);
    await this.notices.tried(...tried);
    this.#unkept.delete(notice.id);
  }

  /** Nothing where it was cut off by us: that is no try of theirs. */
  async #try(notice: Notice): Promise<Parameters<NoticesStore["tried"]> | undefined> {
    const cancellation = this.#stopping;
    const undelivered = await this.post.send(letterOf(notice), cancellation);
    if (undelivered && cancellation.requested) return undefined;
    const tries = notice.tries + 1;
    const over = undelivered === undefined || undelivered.final || tries >= MOST_TRIES;
    const now = this.clock.now();
    return [notice.id, now, undelivered?.error, over ? null : now + waitMs(tries)];
  }

  async #clean(): Promise<void> {
    const now = this.clock.now();
    if (now - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = now;
    await this.notices.clean(now - KEPT_MS);
  }
}
