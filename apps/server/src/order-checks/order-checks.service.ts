import {
  CancelSwitch,
  isObject,
  valueAt,
  type Clock,
  type JsonObject,
  type OpenSecret,
  type StepError,
} from "@leeway/engine";
import { pollSource } from "@leeway/nodes";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { Settings } from "../config/settings.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { ServiceCalls } from "../credentials/service-calls.js";
import { EventsStore } from "../events/events.store.js";
import { FanOut } from "../events/fan-out.service.js";
import { listenersOf, listensTo } from "../events/listeners.js";
import { NoticeRules } from "../notices/notice-rules.service.js";
import { NoticesStore } from "../notices/notices.store.js";
import { ListRefused, PATIENCE_MS, PollLists } from "../polls/poll-lists.js";
import { Problem } from "../problems/problem.js";
import { Pump } from "../runs/pump.js";
import { eventOf, expectedOf, type Expected, type OrderEventType } from "./compare.js";
import { OrderChecksStore, type Check, type Missed } from "./order-checks.store.js";

const DAY_MS = 24 * 3_600_000;
/** Events are kept for so long: of older ones nobody knows whether they came. */
const LONGEST_MS = 30 * DAY_MS;
/** By itself it goes back over more than a day, and leaves out what may just be on its way. */
const DAILY_MS = 3 * DAY_MS;
const ON_ITS_WAY_MS = 10 * 60_000;
/** Whose cards are read for the list; those of further ones when their event is made. */
const MOST_CARDS = 200;

/**
 * Compares the orders that Leeloo lists with the events that it sent: Leeloo sends each once, and what did not arrive is lost
 * otherwise. Of those that are missing it makes the events on a word, under the keys that the true ones would have.
 */
@Injectable()
export class OrderChecks implements OnModuleDestroy {
  readonly #log = new Logger("order-checks");
  readonly #stopping = new CancelSwitch();
  /** By workspace. */
  readonly #busy = new Map<string, Promise<void>>();
  readonly #pump = new Pump(
    () => this.#round(),
    (error) => this.#log.error({ err: error, msg: "fault while comparing orders with events" }),
  );

  constructor(
    private readonly checks: OrderChecksStore,
    private readonly lists: PollLists,
    private readonly calls: ServiceCalls,
    private readonly secrets: SecretsService,
    private readonly events: EventsStore,
    private readonly fanOut: FanOut,
    private readonly notices: NoticesStore,
    private readonly rules: NoticeRules,
    private readonly settings: Settings,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  start(): void {
    this.#pump.start();
  }

  async stop(): Promise<void> {
    this.#stopping.request();
    await this.#pump.stop();
    await Promise.all(this.#busy.values());
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Begins a comparison; what comes of it is read later. */
  async begin(workspaceId: string, credentialId: string, from: number, until: number): Promise<void> {
    const now = this.clock.now();
    if (from < now - LONGEST_MS) throw new Problem("orderCheck.tooOld", { days: LONGEST_MS / DAY_MS });
    if (this.checks.of(workspaceId)?.state === "reading") throw new Problem("orderCheck.reading");
    this.lists.forget();
    await this.checks.begin({ workspaceId, credentialId, from, until }, now);
    this.#pump.nudge();
  }

  /** There may be orders to be started. */
  nudge(): void {
    this.#pump.nudge();
  }

  /** Does what is due: daily comparisons, those that were asked for, and events that are to be made. */
  async work(): Promise<void> {
    await this.#round();
    await Promise.all(this.#busy.values());
  }

  /** Begins it. A workspace whose account answers slowly keeps no other one waiting, so nobody waits here. */
  async #round(): Promise<boolean> {
    const now = this.clock.now();
    for (const daily of this.checks.due(now)) {
      const { workspaceId, credentialId } = daily;
      if (this.checks.of(workspaceId)?.state === "reading") continue;
      const period = { from: now - DAILY_MS, until: now - ON_ITS_WAY_MS };
      await this.checks.begin({ workspaceId, credentialId, ...period }, now, daily);
    }
    for (const workspaceId of this.checks.busy()) {
      if (this.#busy.has(workspaceId)) continue;
      const caring = this.#care(workspaceId)
        .catch((error: unknown) => this.#log.error({ err: error, workspaceId, msg: "fault of a comparison" }))
        .finally(() => this.#busy.delete(workspaceId));
      this.#busy.set(workspaceId, caring);
    }
    return false;
  }

  async #care(workspaceId: string): Promise<void> {
    const check = this.checks.of(workspaceId);
    if (check?.state === "reading")
      await this.#guarded(
        check,
        () => this.#compare(check),
        (error) => this.checks.failed(check, error),
      );
    // What fails is given back, so each of them is met once.
    for (let wanted = this.checks.wanted(workspaceId); wanted.length > 0; wanted = this.checks.wanted(workspaceId))
      for (const missed of wanted) {
        if (this.#stopping.requested) return;
        await this.#guarded(
          missed,
          () => this.#recover(missed),
          (error) => this.#giveBack(missed, error),
        );
      }
  }

  async #guarded(
    where: { workspaceId: string },
    work: () => Promise<void>,
    failed: (error: StepError) => Promise<void>,
  ) {
    try {
      await work();
    } catch (error) {
      // It goes on at the next start.
      if (this.lists.isStopping || this.#stopping.requested) return;
      const refused = error instanceof ListRefused;
      if (!refused) this.#log.error({ err: error, workspaceId: where.workspaceId, msg: "fault of a comparison" });
      await failed(refused ? error.why : { code: "step.internal", values: {} });
    }
  }

  async #compare(check: Check): Promise<void> {
    const { workspaceId, from, until } = check;
    const secret = await this.#open(check);
    const source = pollSource({ what: "orders" }, this.clock.now());
    // What was paid in the period may have been ordered long before.
    const floorOf = () => from - LONGEST_MS;
    const read = await this.lists.read({ workspaceId, secret, source, params: {} }, { floorOf, lane: "bulk" });
    const expected = expectedOf(read.entries, { from, until }, this.#typesOf(workspaceId));
    const fromSandbox = this.#isSandbox(secret);
    const came = this.checks.received(workspaceId, expected, fromSandbox);
    const missing = expected.filter(({ type, orderId }) => !came.has(`${type} ${orderId}`));
    const found: (Expected & { person: JsonObject | null })[] = [];
    for (const one of missing)
      found.push({ ...one, person: found.length < MOST_CARDS ? await this.#card(workspaceId, secret, one) : null });
    const result = { expected: expected.length, received: expected.length - missing.length, cut: !read.whole };
    const compared = { orderIds: expected.map(({ orderId }) => orderId), fromSandbox, missing: found };
    await this.checks.done(check, result, compared, (db, fresh) => this.#notice(db, check, fresh));
  }

  /** Of what nobody was looking for, those are told who are told of the workflow's failures. */
  #notice(db: Database, { workspaceId, workflowId, from }: Check, count: number): void {
    if (workflowId === null) return;
    const name = db
      .prepare("SELECT name FROM workflows WHERE id = ? AND workspace_id = ?")
      .pluck()
      .get(workflowId, workspaceId) as string | undefined;
    const workflow = { id: workflowId, name: name ?? "" };
    const rule = this.rules.effective(workspaceId, workflowId);
    this.notices.missedOrders(db, { workspaceId, workflow, rule, since: from, count }, this.clock.now());
  }

  /** Orders in any case; sales where a workflow would hear of them. */
  #typesOf(workspaceId: string): Set<OrderEventType> {
    const types = new Set<OrderEventType>(["ORDER"]);
    for (const { documentId } of this.events.live(workspaceId)) {
      const document = this.store.document(documentId);
      if (document && listenersOf(document).some((node) => listensTo(node, "SALE"))) types.add("SALE");
    }
    return types;
  }

  /** Its event, as if it had come now. */
  async #recover(missed: Missed): Promise<void> {
    const { workspaceId, type, orderId } = missed;
    const secret = await this.#open(missed);
    const fromSandbox = this.#isSandbox(secret);
    if (this.checks.received(workspaceId, [missed], fromSandbox).has(`${type} ${orderId}`))
      return this.checks.came(missed);
    const card = missed.person ?? (await this.#card(workspaceId, secret, missed)) ?? {};
    const id = `evt_${uuidv7()}`;
    const event = { id, workspaceId, type, orderId, fromSandbox: Number(fromSandbox), recovered: 1 };
    const body = JSON.stringify(eventOf(missed, card));
    await this.checks.start(missed, id, (db) =>
      // It is sent on to nobody else: they may have had it.
      this.events.insert(db, { ...event, body, receivedAt: this.clock.now() }, false),
    );
    this.fanOut.nudge();
  }

  async #giveBack(missed: Missed, error: StepError): Promise<void> {
    await this.checks.giveBack(missed);
    const check = this.checks.of(missed.workspaceId);
    // One that reads just now will tell by itself.
    if (check && check.state !== "reading") await this.checks.failed(check, error);
  }

  /** Of somebody who is gone nothing. */
  async #card(workspaceId: string, secret: OpenSecret, { order }: Expected): Promise<JsonObject | null> {
    const { person_id } = order;
    if (typeof person_id !== "string") return null;
    const patient = { lane: "bulk", ms: PATIENCE_MS, cancellation: this.#stopping } as const;
    const outcome = await this.calls.ask("leeloo.person.get", { person_id }, { workspaceId, secret, patient });
    if (outcome.kind === "failed" && outcome.error.code !== "service.notFound") throw new ListRefused(outcome.error);
    const card = outcome.kind === "done" ? valueAt(outcome.output, "data") : null;
    return isObject(card ?? null) ? (card as JsonObject) : null;
  }

  async #open({ workspaceId, credentialId }: Pick<Check, "workspaceId" | "credentialId">): Promise<OpenSecret> {
    const secret = await this.secrets.open(workspaceId, credentialId);
    if ("code" in secret) throw new ListRefused(secret);
    return secret;
  }

  #isSandbox({ data }: OpenSecret): boolean {
    return data["baseUrl"] !== undefined && data["baseUrl"] === this.settings.sandboxUrl;
  }
}
