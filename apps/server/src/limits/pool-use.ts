import type { PoolRef } from "@leeway/engine";

/** Injection token of the `PoolUse`. */
export const POOL_USE = Symbol("PoolUse");

/** Which credentials of a workspace use which token's pool. */
export interface PoolUse {
  credentialsOf(workspaceId: string): Promise<{ credentialId: string; pool: PoolRef }[]>;
}
