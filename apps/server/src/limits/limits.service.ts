import type { Limit } from "@leeway/api";
import type { PoolGate, PoolRef } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { RATE_GATE } from "../adapters/engine.tokens.js";
import { Problem } from "../problems/problem.js";
import { POOL_USE, type PoolUse } from "./pool-use.js";

interface UsedPool {
  pool: PoolRef;
  credentialIds: string[];
}

/** How much of each token's limit is used, and by whom; pausing a token. */
@Injectable()
export class LimitsService {
  constructor(
    @Inject(RATE_GATE) private readonly gate: PoolGate,
    @Inject(POOL_USE) private readonly use: PoolUse,
  ) {}

  async list(workspaceId: string): Promise<Limit[]> {
    const pools = await this.#pools(workspaceId);
    return [...pools.values()].map((used) => this.#describe(used));
  }

  /** Nothing more goes out with this token, from any workspace, until it is resumed. */
  async pause(workspaceId: string, id: string): Promise<Limit> {
    const used = await this.#find(workspaceId, id);
    await this.gate.pause(used.pool);
    return this.#describe(used);
  }

  async resume(workspaceId: string, id: string): Promise<Limit> {
    const used = await this.#find(workspaceId, id);
    await this.gate.resume(used.pool);
    return this.#describe(used);
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

  #describe({ pool, credentialIds }: UsedPool): Limit {
    const meter = this.gate.meter(pool.key);
    return {
      id: pool.key,
      credentialIds,
      limit: meter?.limit ?? pool.limit,
      sent60: meter?.sent60 ?? 0,
      waiting: meter?.waiting ?? { critical: 0, normal: 0, bulk: 0 },
      emptyAt: asText(meter?.emptyAt),
      frozenUntil: asText(meter?.frozenUntil),
      paused: meter?.paused ?? false,
    };
  }
}

function asText(ms: number | null | undefined): string | null {
  return typeof ms === "number" ? new Date(ms).toISOString() : null;
}
