import { createHash } from "node:crypto";
import {
  catchUp,
  firesOfAll,
  missedPolicies,
  rulesOf,
  schedulePayload,
  zoneAt,
  type Admission,
  type Clock,
  type Fires,
  type Json,
  type MissedPolicy,
  type ScheduleRule,
  type WorkflowDocument,
} from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { newRunId } from "../runs/run-id.js";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { Pump, SWEEP_MS } from "../runs/pump.js";
import { WorkerService } from "../runs/worker.service.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { SchedulesStore, type Schedule } from "./schedules.store.js";

/** Schedules that are looked at in one round. */
const AT_ONCE = 50;
const AFTER_FAULT_MS = 30_000;
/** A cursor that is so far ahead comes of a clock that was wrong: waiting for it would stop the schedule for years. */
const AHEAD_MS = 24 * 3_600_000;

/** What the times of a schedule come of. */
export interface Timetable {
  rules: ScheduleRule[];
  /** IANA zone of rules that name none. */
  timezone: string;
  fires: Fires;
  missed: MissedPolicy;
  /** All times are later by so much, ms. */
  shift: number;
}

/**
 * Makes the runs of schedules. A time is a key under which the trigger has one run, by the database's own rule: who looks
 * at a schedule makes the runs first and moves its cursor then, so that a crash in between, or a second server, makes none
 * twice and leaves none out.
 */
@Injectable()
export class Scheduler implements OnModuleDestroy {
  readonly #log = new Logger("schedules");
  readonly #pump = new Pump(
    () => this.look(),
    (error) => this.#log.error({ err: error, msg: "fault while looking at schedules" }),
  );
  #stopTimer = () => {};

  constructor(
    private readonly schedules: SchedulesStore,
    private readonly worker: WorkerService,
    private readonly scopes: WorkspaceScopeService,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(CLOCK) private readonly clock: Clock,
    changes: WorkspaceChanges,
  ) {
    schedules.onChange(() => this.#pump.nudge());
    changes.subscribe((workspaceId) => void this.#changed(workspaceId));
  }

  start(): void {
    this.#pump.start();
  }

  async stop(): Promise<void> {
    this.#stopTimer();
    await this.#pump.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Does what is due. Answers whether there may be more at once. */
  async look(): Promise<boolean> {
    const due = this.schedules.due(this.clock.now(), AT_ONCE);
    let stuck = false;
    for (const schedule of due) stuck = !(await this.#care(schedule)) || stuck;
    // On a full disk not even a pause can be kept: it is still due, and the next sweep is soon enough.
    if (stuck) return false;
    this.#arm();
    return due.length === AT_ONCE;
  }

  /** Where its times come from; nothing where no version is live, or none of its rules gives times. */
  async timetable(schedule: Schedule): Promise<Timetable | undefined> {
    const document = this.#document(schedule);
    return document && this.#timetable(schedule, document);
  }

  /** A sweep finds what is due within a few seconds; a time between two of them is kept to the moment. */
  #arm(): void {
    this.#stopTimer();
    const next = this.schedules.nextDue();
    const ms = next === undefined ? Infinity : next - this.clock.now();
    if (ms < SWEEP_MS) this.#stopTimer = this.clock.after(Math.max(1, ms), () => this.#pump.nudge());
  }

  async #changed(workspaceId: string): Promise<void> {
    try {
      await this.schedules.lookAgain(workspaceId, this.clock.now());
    } catch (error) {
      this.#log.error({ err: error, where: workspaceId, msg: "fault while looking at schedules" });
    }
  }

  /** One that cannot be looked at keeps no other waiting, and is looked at again. Answers whether what is next is kept. */
  async #care(schedule: Schedule): Promise<boolean> {
    try {
      await this.#fire(schedule);
      return true;
    } catch (error) {
      const { workflowId, nodeId, cursor } = schedule;
      this.#log.error({ err: error, workflowId, nodeId, msg: "fault of a schedule" });
      const dueAt = this.clock.now() + AFTER_FAULT_MS;
      const kept = this.schedules.advance(schedule, { cursor, dueAt });
      return kept.then(
        () => true,
        () => false,
      );
    }
  }

  async #fire(schedule: Schedule): Promise<void> {
    const document = this.#document(schedule);
    const table = document && (await this.#timetable(schedule, document));
    const now = this.clock.now();
    if (!document || !table) return this.schedules.advance(schedule, { cursor: now, dueAt: null });
    const here = now - table.shift;
    const cursor = schedule.cursor > now + AHEAD_MS ? here : schedule.cursor;
    const { run, missed } = catchUp(table.fires, cursor, here, table.missed);
    for (const at of run) await this.#begin(schedule, document, table, at);
    const moved = Math.max(cursor, here);
    const next = table.fires.after(moved);
    const dueAt = next === undefined ? null : next + table.shift;
    await this.schedules.advance(schedule, { cursor: moved, dueAt, gap: missed && { ...missed, why: "missed" } });
  }

  async #begin(schedule: Schedule, document: WorkflowDocument, table: Timetable, at: number): Promise<void> {
    const { workspaceId, workflowId, nodeId, documentId, version, params } = schedule;
    if (documentId === null || version === null) return;
    const admission = admissionOf(document, nodeId, params["overlap"]);
    const zone = zoneAt(table.rules, table.timezone, at);
    await this.worker.begin(
      {
        id: newRunId(),
        workspaceId,
        workflowId,
        documentId,
        version,
        trigger: nodeId,
        payload: schedulePayload(at, zone),
        rehearsal: false,
        at: this.clock.now(),
        dedupeKey: `schedule:${at}`,
        ...(admission && { admission }),
      },
      document,
    );
  }

  async #timetable({ workspaceId, workflowId, nodeId, params }: Schedule, document: WorkflowDocument) {
    const timezone = document.settings.timezone ?? (await this.scopes.scope(workspaceId)).timezone;
    const rules = rulesOf(params["rules"]);
    const fires = firesOfAll(rules, timezone);
    const missed = missedPolicies.find((one) => one === params["missed"]) ?? "latest";
    return { rules, timezone, fires, missed, shift: shiftOf(params["jitter"], `${workflowId} ${nodeId}`) };
  }

  #document({ documentId }: Schedule): WorkflowDocument | undefined {
    return documentId === null ? undefined : this.store.document(documentId);
  }
}

/** Always the same for the same trigger, so that its times keep their distances. */
function shiftOf(jitter: Json | undefined, who: string): number {
  const seconds = Number(jitter);
  if (!(seconds > 0)) return 0;
  const draw = createHash("sha256").update(who).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(draw * Math.min(seconds, 3_600) * 1_000);
}

const policies = { skip: "skip", queue: "queue", cancel: "cancelOld" } as const;
/** One trigger's runs go one after another by their key, so that their number needs no bound of its own. */
const MANY = 1_000;

/** Runs of the same trigger stand in each other's way as the trigger says; with `allow` the workflow's own rule counts. */
function admissionOf({ settings }: WorkflowDocument, nodeId: string, overlap: Json | undefined): Admission | undefined {
  if (overlap === "allow") return undefined;
  const policy = overlap === "queue" || overlap === "cancel" ? policies[overlap] : policies.skip;
  return { limit: settings.concurrency?.limit ?? MANY, policy, key: `schedule:${nodeId}` };
}
