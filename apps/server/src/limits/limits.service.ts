import type { Forecast, Limit } from "@leeway/api";
import type { Lane, PoolGate, PoolRef } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { WordsWithoutRoom } from "../adapters/database/words-without-room.js";
import { RATE_GATE } from "../adapters/engine.tokens.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import type { ForecastCalls } from "./forecast.js";
import { LimitUsers } from "./limit-users.js";
import { POOL_USE, type PoolUse } from "./pool-use.js";

interface UsedPool {
  pool: PoolRef;
  credentialIds: string[];
}

/** What somebody has said of a token. */
interface TokenWord {
  verb: "pause" | "resume";
  who: WorkspaceUser;
  at: number;
  pool: PoolRef;
  detail: Record<string, string>;
}

/** How much of each token's limit is used, and by whom; pausing a token. */
@Injectable()
export class LimitsService implements OnModuleDestroy {
  readonly #log = new Logger("limits");
  readonly #words = new WordsWithoutRoom<TokenWord>({
    write: (_, words) => this.#write(words),
    surprise: (err, subject) => this.#log.error({ err, msg: "what was said of a token cannot be written", subject }),
  });

  constructor(
    @Inject(RATE_GATE) private readonly gate: PoolGate,
    @Inject(POOL_USE) private readonly use: PoolUse,
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly users: LimitUsers,
  ) {}

  async list(workspaceId: string): Promise<Limit[]> {
    const pools = await this.#pools(workspaceId);
    return [...pools.values()].map((used) => this.#describe(workspaceId, used));
  }

  /** How many requests a run makes, and when they are done: by the slowest token, and not before their answers came. */
  async forecast(workspaceId: string, lane: Lane, { calls, callsMs, unknown }: ForecastCalls): Promise<Forecast> {
    const now = Date.now();
    let total = 0;
    let doneAt = now;
    for (const { pool, credentialIds } of (await this.#pools(workspaceId)).values()) {
      const count = credentialIds.reduce((sum, id) => sum + (calls.get(id) ?? 0), 0);
      if (count === 0) continue;
      total += count;
      doneAt = Math.max(doneAt, this.gate.forecast(pool, lane, count));
    }
    if (total > 0) doneAt = Math.max(doneAt, now + callsMs);
    return { calls: total, seconds: Math.ceil((doneAt - now) / 1000), doneAt: new Date(doneAt).toISOString(), unknown };
  }

  onModuleDestroy(): Promise<void> {
    return this.#words.end();
  }

  /** Nothing more goes out with this token, from any workspace, until it is resumed: on a full disk as well. */
  pause(who: WorkspaceUser, id: string): Promise<Limit> {
    return this.#say(who, id, "pause");
  }

  resume(who: WorkspaceUser, id: string): Promise<Limit> {
    return this.#say(who, id, "resume");
  }

  async #say(who: WorkspaceUser, id: string, verb: TokenWord["verb"]): Promise<Limit> {
    const used = await this.#find(who.workspaceId, id);
    const { pool, credentialIds } = used;
    const names = this.users.names(who.workspaceId, credentialIds).join(", ");
    const detail = { credentials: credentialIds.join(", "), names };
    await this.#words.say(pool.key, { verb, who, at: Date.now(), pool, detail });
    return this.#describe(who.workspaceId, used);
  }

  /** The gate does it at once, the last word alone, and commits by itself; all of them are told of. */
  async #write(words: readonly TokenWord[]): Promise<void> {
    const last = words.at(-1);
    if (last) await this.gate[last.verb](last.pool);
    await this.database.queue.write((db) => {
      for (const { verb, who, at, pool, detail } of words)
        audit(db, { ...who, action: `token.${verb}d`, subject: pool.key, detail, at });
    });
  }

  async #find(workspaceId: string, id: string): Promise<UsedPool> {
    const used = (await this.#pools(workspaceId)).get(id);
    if (!used) throw new Problem("notFound");
    return used;
  }

  async #pools(workspaceId: string): Promise<Map<string, UsedPool>> {
    const pools = new Map<string, UsedPool>();
    for (const { credentialId, pool } of await this.use.credentialsOf(workspaceId)) {
      const known = pools.get(pool.key);
      const limit = Math.min(pool.limit, known?.pool.limit ?? Infinity);
      pools.set(pool.key, {
        pool: { key: pool.key, limit },
        credentialIds: [...(known?.credentialIds ?? []), credentialId],
      });
    }
    return pools;
  }

  /** Of who paused it without room for that the log does not know yet. */
  #pausedBy(workspaceId: string, key: string, word: TokenWord | undefined): Limit["pausedBy"] {
    if (word?.verb !== "pause") return this.users.pausedBy(workspaceId, key);
    const { who, at } = word;
    if (who.workspaceId !== workspaceId) return null;
    return { since: new Date(at).toISOString(), by: this.users.nameOf(who) };
  }

  #describe(workspaceId: string, { pool, credentialIds }: UsedPool): Limit {
    const meter = this.gate.meter(pool.key);
    const word = this.#words.of(pool.key);
    return {
      id: pool.key,
      credentialIds,
      limit: meter?.limit ?? pool.limit,
      sent60: meter?.sent60 ?? 0,
      waiting: meter?.waiting ?? { critical: 0, normal: 0, bulk: 0 },
      emptyAt: asText(meter?.emptyAt),
      frozenUntil: asText(meter?.frozenUntil),
      paused: meter?.paused ?? false,
      unwritten: word?.verb ?? null,
      seconds: meter?.seconds ?? Array<number>(60).fill(0),
      pausedBy: meter?.paused === true ? this.#pausedBy(workspaceId, pool.key, word) : null,
      workflows: this.users.workflows(workspaceId, credentialIds),
      runs: this.users.runs(workspaceId, meter?.runs ?? []),
    };
  }
}

function asText(ms: number | null | undefined): string | null {
  return typeof ms === "number" ? new Date(ms).toISOString() : null;
}
