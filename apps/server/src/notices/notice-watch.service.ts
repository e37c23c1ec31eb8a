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
/** Tries at 0, 30 s, 2 min, 6 min … the last about nine hours later. */
const MOST_TRIES = 8;
const waitMs = (tries: number) => 30_000 * 3 ** (tries - 1);
/** So long a stop waits for what is on its way. */
const STOP_MS = 5_000;
const KEPT_MS = 30 * 24 * 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;

/**
 * Tells people of failures. It reads on in the list of troubles that the runs' own writes make, so it is never in a run's
 * way; what is to be sent is kept with how far it has read, in one write. Sending is at least once: a crash between the
 * far end's yes and its note sends again. A letter then has the same Message-ID, a webhook the same id; a Telegram message
 * may be there twice.
 */
@Injectable()
export class NoticeWatch implements OnModuleDestroy {
  readonly #log = new Logger("notices");
  readonly #pump = new Pump(
    () => this.look(),
    (error) => this.#log.error({ err: error, msg: "fault while telling people of failures" }),
  );
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
    clearTimeout(timer);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** One round. Answers whether there may be more at once. */
  async look(): Promise<boolean> {
    let more = false;
    for (const behind of this.notices.behind()) more = (await this.#read(behind)) || more;
    await this.notices.settle(this.clock.now(), (...of) => this.rules.effective(...of));
    const due = this.notices.due(this.clock.now());
    await Promise.all(due.map((notice) => this.#send(notice)));
    await this.#clean();
    return more || due.length > 0;
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

  async #send(notice: ReturnType<NoticesStore["due"]>[number]): Promise<void> {
    const cancellation = this.#stopping;
    const undelivered = await this.post.send(letterOf(notice), cancellation);
    // Cut off by us: that is no try of theirs.
    if (undelivered && cancellation.requested) return;
    const tries = notice.tries + 1;
    const over = undelivered === undefined || undelivered.final || tries >= MOST_TRIES;
    const now = this.clock.now();
    await this.notices.tried(notice.id, now, undelivered?.error, over ? null : now + waitMs(tries));
  }

  async #clean(): Promise<void> {
    const now = this.clock.now();
    if (now - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = now;
    await this.notices.clean(now - KEPT_MS);
  }
}
