import { WorkerService } from "../runs/worker.service.js";
import { startWhole, type WholeServer } from "./whole-server.js";

/** A whole server whose worker goes, and its API by the key of a workspace. */
export interface WorkingServer extends WholeServer {
  /** The answer's body, whatever its status; nothing where it has none. */
  api: <T>(method: string, path: string, body?: unknown) => Promise<T>;
}

export async function startWorking(env: Record<string, string> = {}): Promise<WorkingServer> {
  const key = "key-of-the-workspace-0123456789";
  const owner = { LEEWAY_OWNER_EMAIL: "owner@example.com", LEEWAY_OWNER_PASSWORD: "a password of theirs" };
  const whole = await startWhole({ ...owner, LEEWAY_API_KEY: key, ...env }, null, () => {});
  const worker = whole.app.get(WorkerService);
  worker.start();
  return {
    ...whole,
    async api<T>(method: string, path: string, body?: unknown): Promise<T> {
      const json = body !== undefined && { "content-type": "application/json" };
      const answer = await fetch(`${whole.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...json },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
    async close() {
      await worker.stop(1_000);
      await whole.close();
    },
  };
}
