import { usualBounds } from "../bounds.js";
import { nudgeOf, PoolGate } from "../limiter/gate.js";
import type { Cancellation, Clock, CodeHost, Http, OnceKeeper, RunStore } from "../ports.js";
import { Worker, workerDefaults, type WorkerSettings } from "../worker/worker.js";
import type { WorkerParts } from "../worker/parts.js";
import type { Surroundings } from "./surroundings.js";
import { runnableCatalogue, tinyRunners } from "./tiny-runners.js";

/**
 * Where a server dies, counted from its start. `create`, `append`: before the store has heard of it, or after its commit
 * and before anybody knows. `call`: before the far end has heard of it, or after, and before the answer is in the log. `once`:
 * the same of what is claimed to be done once.
 */
export interface CrashPoint {
  at: "create" | "append" | "call" | "once";
  number: number;
  when: "before" | "after";
  /** It does not die, it stands still (a suspended machine), until `resume`. */
  pauses?: boolean;
}

export interface LifeOptions extends Partial<WorkerSettings> {
  crash?: CrashPoint | undefined;
  parts?: Partial<WorkerParts>;
}

/**
 * One life of a server over a bench, from its start to its death: after `crash` nothing of it moves any more; not one
 * promise is kept, no timer fires, nothing is written or sent. What a paused server was to hear and do, it hears and
 * does when it goes on.
 */
export class ServerLife {
  alive = true;
  /** Writes that wait for their turn. */
  readonly #turn: (() => void)[] = [];
  /** What a paused server has yet to hear and do. */
  #missed: (() => void)[] | undefined;
  readonly worker: Worker;
  readonly parts: WorkerParts;
  /** Runs made, appends and calls begun so far: how many crash points there are. */
  readonly count = { create: 0, append: 0, call: 0, once: 0 };

  constructor(
    readonly bench: Surroundings,
    name: string,
    private readonly options: LifeOptions,
  ) {
    const { crash: _crash, parts, ...settings } = options;
    const clock = this.#clock(bench.clock);
    const gate = new PoolGate(
      bench.pools,
      clock,
      (runId, why) => this.alive && bench.wakeups.nudge(runId, nudgeOf(why)),
    );
    const scope = () => ({ timezone: "UTC", publicUrl: "https://x", vars: bench.vars, fields: {} });
    this.parts = {
      store: this.#store(),
      clock,
      bounds: usualBounds,
      gate: this.#mortal(gate),
      http: this.#http(),
      mail: { send: () => Promise.reject(new Error("no step of these workflows writes letters")) },
      feed: bench.feed,
      brakes: {
        on: (run) => bench.brakes.on(run),
        onChange: (listener) => bench.brakes.onChange(() => this.alive && listener()),
      },
      wakeups: {
        nudge: (runId, why) => bench.wakeups.nudge(runId, why),
        full: false,
        onNudge: (listener, isFull) => {
          const heard: typeof listener = (runId, why) => this.alive && listener(runId, why);
          return bench.wakeups.onNudge(heard, () => this.alive && isFull?.() === true);
        },
      },
      secrets: {
        spoken: () => [...bench.secrets.values()].flatMap((secret) => secret.censor),
        ...this.#mortal({
          open: async (_workspaceId: string, id: string) => {
            if (bench.openMs > 0) await new Promise<void>((resolve) => void bench.clock.after(bench.openMs, resolve));
            return bench.secrets.get(id) ?? { code: "credential.missing" as const, values: {} };
          },
          standIn: () => Promise.resolve(bench.standIn),
        }),
      },
      workspaces: { known: scope, ...this.#mortal({ scope: () => Promise.resolve(scope()) }) },
      once: this.#mortal({
        first: (...args: Parameters<OnceKeeper["first"]>) => this.#orCrash("once", () => bench.once.first(...args)),
      }),
      doubts: this.#mortal(bench.doubts),
      children: this.#mortal(bench.children),
      code: this.#mortal({ run: (...job: Parameters<CodeHost["run"]>) => this.#compute(...job) }),
      callbackUrl: (publicUrl, runId, key) => `${publicUrl}/hooks/resume/${runId}.${key}`,
      catalogue: runnableCatalogue,
      runners: tinyRunners,
      random: () => 0.5,
      sayError: ({ code }) => `It failed: ${code}.`,
      surprise: (error) => bench.surprises.push(error),
      ...parts,
    };
    this.worker = new Worker(this.parts, { ...workerDefaults, longLog: 0, name, ...settings });
  }

  crash(): void {
    this.alive = false;
  }

  /** A paused server goes on as if nothing had happened. */
  resume(): void {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    this.alive = true;
    for (const work of missed) work();
  }

  #stop({ pauses }: CrashPoint): void {
    this.alive = false;
    if (pauses) this.#missed = [];
  }

  /** Now, when it goes on, or never. */
  #whenAlive(work: () => void): void {
    if (this.alive) work();
    else this.#missed?.push(work);
  }

  #clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (ms, callback) => clock.after(ms, () => this.#whenAlive(callback)),
    };
  }

  #store(): RunStore {
    const { bench } = this;
    const append: RunStore["append"] = (...args) =>
      this.#orCrash("append", () => this.#inTurn(() => bench.store.append(...args)));
    return this.#mortal({
      create: (...args) => this.#orCrash("create", () => this.#inTurn(() => bench.store.create(...args))),
      claim: (...args) => bench.store.claim(...args),
      takePlace: (...args) => this.#inTurn(() => bench.store.takePlace(...args)),
      renew: (...args) => bench.store.renew(...args),
      load: (runId) => bench.store.load(runId),
      itemEvents: (...args) => bench.store.itemEvents(...args),
      eventsAfter: (...args) => bench.store.eventsAfter(...args),
      setLimit: (...args) => bench.store.setLimit(...args),
      due: (...args) => bench.store.due(...args),
      append,
    } satisfies RunStore);
  }

  /** For as long as it may take, or until it is told to stop; processes of code die with their server. */
  async #compute(
    { input, timeoutMs }: Parameters<CodeHost["run"]>[0],
    cancellation?: Cancellation,
  ): ReturnType<CodeHost["run"]> {
    const { bench } = this;
    bench.computing += 1;
    const done = await new Promise<boolean>((resolve) => {
      const stop = bench.clock.after(timeoutMs, () => resolve(true));
      cancellation?.onRequest(() => {
        stop();
        resolve(false);
      });
    });
    bench.computing -= 1;
    return done ? { ok: true, output: input, logs: [] } : { ok: false, error: { code: "code.crashed", values: {} } };
  }

  /** As the writer queue does: all that waits is written in one go, and nobody hears of it before the last of it is. */
  #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const { clock, turnMs } = this.bench;
    if (turnMs === 0) return write();
    return new Promise((resolve) => {
      this.#turn.push(() => resolve(write()));
      if (this.#turn.length === 1) clock.after(turnMs, () => this.#turn.splice(0).forEach((one) => one()));
    });
  }

  #http(): Http {
    return this.#mortal({ send: (call) => this.#orCrash("call", () => this.bench.farEnd.send(call)) } satisfies Http);
  }

  /** Does it, unless this is where the server dies. */
  #orCrash<T>(at: CrashPoint["at"], work: () => Promise<T>): Promise<T> {
    const { crash } = this.options;
    this.count[at] += 1;
    const here = crash?.at === at && crash.number === this.count[at];
    if (!here) return work();
    if (crash.when === "after") {
      const done = work();
      this.#stop(crash);
      return done;
    }
    this.#stop(crash);
    return new Promise((resolve, reject) => this.#whenAlive(() => void work().then(resolve, reject)));
  }

  /** The same port; it answers the living only. */
  #mortal<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return (...args: unknown[]): unknown => {
          const call = (): unknown => Reflect.apply(member, target, args);
          if (!this.alive) return new Promise((resolve) => this.#whenAlive(() => resolve(call())));
          const answer = call();
          return answer instanceof Promise ? this.#heard(answer) : answer;
        };
      },
    });
  }

  #heard<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      answer.then(
        (value) => this.#whenAlive(() => resolve(value)),
        (error: unknown) => this.#whenAlive(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }
}
