import type { Role } from "@leeway/api";
import type { RouteOptions } from "fastify";
import { openSession } from "../../accounts/sessions.service.js";
import { WorkerService } from "../../runs/worker.service.js";
import { startWhole, type WholeServer } from "../../testing/whole-server.js";

/** The owner's key: what is asked with it is answered whole. */
export const key = "key-of-the-workspace-0123456789";
export const owner: Sender = { authorization: `Bearer ${key}` };

/** Headers that say who asks. */
export type Sender = Record<string, string>;
interface Answer {
  status: number;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
  body: any;
}

/** A whole server whose runs run, for tests of who sees what of people. */
export interface SeeingServer extends WholeServer {
  workspaceId: string;
  call: (method: string, path: string, headers: Sender, body?: unknown) => Promise<Answer>;
  /** Makes a member called like their role, `user_viewer`; answers what their browser sends. */
  member: (role: Role) => Promise<Sender>;
}

/** Starts one with an owner; `seen` hears of every route as it is made. */
export async function startSeeing(seen: (route: RouteOptions) => void = () => {}): Promise<SeeingServer> {
  const environment = {
    LEEWAY_OWNER_EMAIL: "o@owner.org",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
  };
  const server = await startWhole(environment, null, seen);
  const { handle, queue } = server.platform.database;
  const workspaceId = handle.prepare("SELECT id FROM workspaces").pluck().get() as string;
  const worker = server.app.get(WorkerService);
  worker.start();
  return {
    ...server,
    workspaceId,
    call: (...request) => call(server.url, ...request),
    member: async (role) => {
      const token = await queue.write((db) => {
        db.prepare(
          `INSERT INTO users (id, email, name, locale, password_hash, created_at)
             SELECT 'user_' || @role, @role || '@team.org', @role, 'en', password_hash, 0 FROM users LIMIT 1`,
        ).run({ role });
        const membership = "INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)";
        db.prepare(membership).run(workspaceId, `user_${role}`, role);
        return openSession(db, `user_${role}`, workspaceId, Date.now(), { address: "::1", userAgent: null });
      });
      return { cookie: `leeway=${token}`, origin: server.url };
    },
    close: async () => {
      await worker.stop(1_000);
      await server.close();
    },
  };
}

async function call(url: string, method: string, path: string, headers: Sender, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text === "" ? undefined : JSON.parse(text) };
}
