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
  const program = join(serverFolder, "dist/adapters/database/update-thread.js");
  const thread = new Worker(program, { workerData: { port, host }, name: "update", execArgv: [] });
  thread.unref();
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
