import type { Role } from "@leeway/api";
import { owner, startAccounts, type AccountsServer } from "../../accounts/testing/accounts-server.js";
import { openSession } from "../../accounts/sessions.service.js";
import { TeamModule } from "../team.module.js";

/** Somebody who is signed in: the headers of their browser. */
export interface Somebody {
  id: string;
  email: string;
  headers: Record<string, string>;
}

/** Accounts and team with an owner, for tests. */
export interface TeamServer extends AccountsServer {
  owner: Somebody;
  workspaceId: string;
  /** Makes a person who is a member with this role; without one of nothing. */
  person: (name: string, role?: Role) => Promise<Somebody>;
  /** A call as somebody, or as nobody. */
  as: (who: Somebody | undefined, method: string, path: string, body?: unknown) => ReturnType<AccountsServer["call"]>;
}

export async function startTeam(environment: Record<string, string> = {}): Promise<TeamServer> {
  const server = await startAccounts(environment, [TeamModule]);
  const { cookie } = await server.call("POST", "/auth/setup", owner);
  const { handle, queue } = server.database;
  const first = handle.prepare("SELECT user_id AS id, workspace_id AS workspaceId FROM memberships").get() as {
    id: string;
    workspaceId: string;
  };
  const { workspaceId } = first;
  const person = async (name: string, role?: Role): Promise<Somebody> => {
    const id = `user_${name.toLowerCase()}`;
    const email = `${name.toLowerCase()}@example.com`;
    const token = await queue.write((db) => {
      const insert = `INSERT INTO users (id, email, name, locale, password_hash, created_at)
        SELECT ?, ?, ?, 'en', password_hash, 0 FROM users WHERE id = ?`;
      db.prepare(insert).run(id, email, name, first.id);
      if (role)
        db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)").run(workspaceId, id, role);
      return openSession(db, id, workspaceId, Date.now(), { address: "::1", userAgent: null });
    });
    return { id, email, headers: { cookie: `leeway=${token}`, origin: server.url } };
  };
  return {
    ...server,
    owner: {
      id: first.id,
      email: "owner@example.com",
      headers: { cookie, origin: server.url, "x-leeway-workspace": workspaceId },
    },
    workspaceId,
    person,
    as: (who, method, path, body) => server.call(method, path, body, who?.headers),
  };
}
