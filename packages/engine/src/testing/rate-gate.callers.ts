import type { Cancellation, HttpAnswer, HttpCall, RateGate, Ticket } from "../ports.js";
import { GuardedCall } from "../worker/guarded-call.js";
import type { StepParts } from "../worker/parts.js";
import {
  GateUnderWatch,
  type Passage,
  type Report,
  type Script,
  type ScriptedCall,
  type ScriptedEvent,
  type Variation,
} from "./rate-gate.sim.js";

/** A ticket may be this old when the first byte is written. */
const OLDEST_TICKET_MS = 1_000;
const uncancelled: Cancellation = { requested: false, onRequest: () => () => undefined };

interface Caller {
  script: ScriptedCall;
  runId: string;
  stepKey: string;
  requests: number;
  /** Continues one that waits. */
  resume: (() => void) | undefined;
}

/** Lets the script happen and tells what went wrong, as the far end and an onlooker see it. */
export async function simulate(script: Script, variation: Variation = {}): Promise<Report> {
  const unreliable = script.calls.filter(
    ({ deaf, leaves, reactMs }) => script.crowd || deaf || leaves || reactMs > 1_000,
  );
  const world = new GateUnderWatch(script, variation, new Set(unreliable.map(({ run }) => `run ${run}`)));
  const callers = new Callers(world);
  world.start();
  script.calls.forEach((call, index) => world.clock.after(call.at, () => callers.arrive(call, `step ${index}`)));
  for (const event of script.events) world.clock.after(event.at, () => happen(event, world, callers));
  const last = Math.max(0, ...[...script.calls, ...script.events].map(({ at }) => at));
  await world.clock.run(last + 120_000);
  world.resume();
  // Every one may be unlucky by turns; that is long, but not for ever.
  for (let minute = 0; minute < 30 + 6 * script.calls.length && callers.open.size > 0; minute++)
    await world.clock.run(60_000);
  for (const { runId, stepKey } of callers.open) world.breach("starved", `${runId}/${stepKey} never had its turn`);
  const { arrivals, fullest } = world.receiver;
  return { breaches: world.breaches, arrivals, sent: callers.sent, fullest };
}

function happen(event: ScriptedEvent, world: GateUnderWatch, callers: Callers): void {
  switch (event.kind) {
    case "crash":
      if (!world.gate) return;
      world.crash();
      world.clock.after(event.downMs, () => {
        world.start();
        callers.startAgain();
      });
      return;
    case "step":
      return world.step(event.byMs);
    case "pause":
      world.pause();
      world.clock.after(event.forMs, () => world.resume());
      return;
    case "end":
      return callers.end(`run ${event.run}`);
    case "others":
      world.retryAfterMs = event.retryAfterMs;
      return world.receiver.others(world.clock.monotonic(), event.count);
  }
}

/** Steps of runs that each want one request through, by the very code that a worker uses. */
class Callers {
  readonly open = new Set<Caller>();
  /** When the first request of each step reached the far end. */
  readonly sent = new Map<string, number>();
  readonly #world: GateUnderWatch;

  constructor(world: GateUnderWatch) {
    this.#world = world;
    world.onWake = (runId) => this.#wake(runId);
  }

  arrive(script: ScriptedCall, stepKey: string): void {
    const caller: Caller = { script, runId: `run ${script.run}`, stepKey, requests: 0, resume: undefined };
    this.open.add(caller);
    void this.#go(caller);
  }

  /** The process is there again: its workers find the open steps one by one. */
  startAgain(): void {
    [...this.open].forEach((caller, index) => {
      caller.resume = undefined;
      this.#world.clock.after((index * 37) % 500, () => void this.#go(caller));
    });
  }

  /** A run ends: its steps that wait are waited for no more. Those in flight go on, and so do those refused by the far end. */
  end(runId: string): void {
    if (!this.#world.gate) return;
    for (const caller of this.open) {
      if (caller.runId !== runId || !caller.resume) continue;
      this.open.delete(caller);
      caller.resume();
    }
    this.#world.leave(runId);
  }

  async #go(caller: Caller): Promise<void> {
    const { life, clock } = this.#world;
    const dead = () => life !== this.#world.life;
    while (!dead()) {
      const { gate } = this.#world;
      if (!gate) return;
      const call = this.#callOf(caller, gate);
      const answer = await call.send({ method: "POST", url: "https://far.example/", headers: {} });
      if (dead()) return;
      if (call.waiting) {
        if (caller.script.leaves) break;
        await this.#waits(caller, call.waiting.until - clock.now());
        if (!this.open.has(caller)) return;
      } else if (answer.kind === "answered" && answer.status === 429) {
        const { retryAfterMs } = this.#world;
        gate.freeze({ key: "token", limit: this.#world.script.limit }, retryAfterMs);
        await this.#sleep((retryAfterMs ?? 59_000) + 1_000);
      } else break;
    }
    if (!dead()) this.open.delete(caller);
  }

  #callOf(caller: Caller, gate: RateGate): GuardedCall {
    const { clock, script } = this.#world;
    const held: { ticket?: Ticket } = {};
    const take: RateGate["take"] = async (request) => {
      const taken = await gate.take(request);
      if (taken.kind === "ticket") held.ticket = taken.ticket;
      return taken;
    };
    const http = { send: (call: HttpCall) => this.#send(caller, call, held) };
    // All that a call of a step asks for.
    const parts = { gate: { ...gate, take }, http, clock } satisfies Partial<StepParts> as unknown as StepParts;
    return new GuardedCall(parts, {
      pool: { key: "token", limit: script.limit },
      lane: caller.script.lane,
      runId: caller.runId,
      stepKey: caller.stepKey,
      callMs: caller.script.callMs,
      allowedHosts: undefined,
      effect: "create",
      cancellation: uncancelled,
    });
  }

  /** The network between us and the far end; what was written arrives even if the process dies. */
  async #send(caller: Caller, call: HttpCall, held: { ticket?: Ticket }): Promise<HttpAnswer> {
    const world = this.#world;
    const { life, clock } = world;
    const passage = caller.script.passages[caller.requests++] ?? instant;
    await this.#sleep(passage.stallMs);
    if (life !== world.life) return never;
    if (passage.refused || !call.beforeWrite())
      return { kind: "notSent", error: { code: "request.notSent", values: {} } };
    const age = clock.monotonic() - (held.ticket?.reservedAt ?? -Infinity);
    if (age > OLDEST_TICKET_MS) world.breach("stale", `a ticket of ${age} ms was used`);
    return this.#carry(caller, passage, call.timeoutMs);
  }

  #carry({ stepKey }: Caller, { upMs, downMs }: Passage, timeoutMs: number): Promise<HttpAnswer> {
    const { clock, receiver } = this.#world;
    return new Promise((resolve) => {
      clock.after(upMs, () => {
        const status = receiver.arrive(clock.monotonic()) === "refused" ? 429 : 200;
        if (!this.sent.has(stepKey)) this.sent.set(stepKey, clock.monotonic());
        this.#checkWindow();
        if (downMs !== null) clock.after(downMs, () => resolve({ kind: "answered", status, headers: {}, body: "" }));
      });
      clock.after(timeoutMs, () => resolve({ kind: "cutOff", error: { code: "request.timeout", values: {} } }));
    });
  }

  #checkWindow(): void {
    const { receiver, script } = this.#world;
    if (receiver.fullest > script.limit)
      this.#world.breach("window", `${receiver.fullest} of ${script.limit} arrived in one window`);
  }

  #wake(runId: string): void {
    for (const caller of this.open) {
      const { resume, script } = caller;
      if (caller.runId !== runId || !resume || script.deaf) continue;
      this.#world.clock.after(script.reactMs, resume);
    }
  }

  #waits(caller: Caller, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        if (caller.resume === resume) caller.resume = undefined;
        resolve();
      };
      caller.resume = resume;
      this.#world.clock.after(ms, resume);
    });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#world.clock.after(ms, resolve));
  }
}

const instant: Passage = { stallMs: 0, upMs: 0, downMs: 0, refused: false };
const never = new Promise<never>(() => undefined);
