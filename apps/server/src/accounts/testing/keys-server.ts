import { expect } from "vitest";
import { owner, startAccounts, type AccountsServer, type Answer } from "./accounts-server.js";

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

interface MadeKey {
  id: string;
  key: string;
  prefix: string;
}
interface ListedKey {
  id: string;
  lastUsedAt: string | null;
  expiresAt?: string;
  renewedAs?: string;
}

/** Accounts with an owner who makes API keys, for tests. */
export interface KeysServer extends AccountsServer {
  /** Headers of the owner's browser. */
  mine: () => { cookie: string; origin: string };
  make: (wish?: object) => Promise<MadeKey>;
  renew: (id: string, wish?: object) => Promise<MadeKey & { status: number; expiresAt: string | null; code?: string }>;
  keyList: () => Promise<ListedKey[]>;
  /** As the list has it. */
  oldOne: (id: string) => Promise<ListedKey | undefined>;
  read: (headers: Record<string, string>) => Promise<Answer>;
  change: (headers: Record<string, string>) => Promise<Answer>;
  sql: (text: string, ...values: unknown[]) => Promise<unknown>;
  /** No key any more, and the owner is one again. */
  clear: () => Promise<void>;
}

export async function startKeys(): Promise<KeysServer> {
  const server = await startAccounts();
  const { cookie } = await server.call("POST", "/auth/setup", owner);
  const mine = () => ({ cookie, origin: server.url });
  const { queue } = server.database;
  const keyList = async () => {
    const { body } = await server.call("GET", "/api-keys", undefined, { cookie });
    return body["items"] as ListedKey[];
  };
  return {
    ...server,
    mine,
    keyList,
    make: async (wish = {}) => {
      const made = await server.call("POST", "/api-keys", { name: "Shop", ...wish }, mine());
      expect(made.status).toBe(201);
      return made.body as never;
    },
    renew: async (id, wish = {}) => {
      const { status, body } = await server.call("POST", `/api-keys/${id}/renew`, wish, mine());
      return { ...body, status } as never;
    },
    oldOne: async (id) => (await keyList()).find((key) => key.id === id),
    read: (headers) => server.call("GET", "/probe", undefined, headers),
    change: (headers) => server.call("POST", "/probe", {}, headers),
    sql: (text, ...values) => queue.write((db) => db.prepare(text).run(...values)),
    clear: () => queue.write((db) => void db.exec("DELETE FROM api_keys; UPDATE memberships SET role = 'owner'")),
  };
}
