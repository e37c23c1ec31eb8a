import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { serverFolder } from "../../server-folder.js";

/** Answers while the database is brought up to date. */
export interface UpdateDoor {
  port: number;
  /** The port is free afterwards. */
  close: () => Promise<void>;
}

/**
 * Says on the server's port that it lives and is not ready: a migration takes this thread's whole time, and who watches over the
 * process would else take it for dead, end it and begin anew for ever. Nothing where the port is not free.
 */
export async function openUpdateDoor(port: number, host: string): Promise<UpdateDoor | undefined> {
  const thread = started({ port, host });
  if (!thread) return undefined;
  // It keeps the process alive until it is closed: while its end is waited for there may be nothing else that does.
  const ended = once(thread, "exit").catch(() => {});
  const address = await Promise.race([
    once(thread, "message").then(([said]) => said as AddressInfo),
    ended.then(() => undefined),
  ]).catch(() => undefined);
  if (!address) return undefined;
  const close = async () => {
    thread.postMessage("close");
    await ended;
  };
  return { port: address.port, close };
}

/** Nothing where the machine has no room for a thread: the update goes on without. */
function started(where: { port: number; host: string }): Worker | undefined {
  const program = join(serverFolder, "dist/adapters/database/update-thread.js");
  try {
    return new Worker(program, { workerData: where, name: "update", execArgv: [] });
  } catch {
    return undefined;
  }
}
