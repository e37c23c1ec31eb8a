import { Sandbox, serveSandbox } from "@leeway/leeloo-sandbox";
import { WorkerService } from "../../runs/worker.service.js";
import { startWhole } from "../../testing/whole-server.js";
import { PollLists } from "../poll-lists.js";
import { Poller } from "../poller.service.js";

const key = "key-of-the-workspace-0123456789";
const offerId = "5e3c357bf04b1f000c27b83a";
const paymentCreditsId = "5e3c3533f04b1f000c27b534";

/** A server, and a Leeloo of its own behind HTTP whose clock the test sets. */
export async function openShop() {
  let ahead = 0;
  const sandbox = new Sandbox({ now: () => Date.now() + ahead, limitPerMinute: 100_000 });
  const leeloo = await serveSandbox(sandbox);
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  };
  const server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
  const poller = server.app.get(Poller);

  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
  const api = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  const leelooCall = async (method: string, path: string, body?: unknown): Promise<any> => {
    const headers = { "x-leeloo-authtoken": "sandbox" };
    const text = body === undefined ? "" : JSON.stringify(body);
    const { status, body: told } = await sandbox.handle({ method, url: `${base}${path}`, headers, body: text });
    const answer = JSON.parse(told);
    if (status !== 200 || answer.status === 0) throw new Error(told);
    return answer.data;
  };
  const base = "/api/v2";
  const credential = async (name = "Shop", limitPerMinute = 290) => {
    const data = { token: "sandbox", baseUrl: `${leeloo.origin}${base}`, limitPerMinute };
    return (await api("POST", "/credentials", { type: "leelooToken", name, data })).id as string;
  };
  const personId = sandbox.snapshot().people[0]?.id ?? "";

  return {
    server,
    sandbox,
    api,
    credential,
    /** Leeloo's clock is so much ahead of ours. */
    setClock: (ms: number) => void (ahead = ms),
    call: leelooCall,
    order: async () =>
      (
        await leelooCall("POST", "/orders", {
          personId,
          offerId,
          paymentCreditsId,
          isNotifyAccount: "false",
        })
      ).id as string,
    resolve: (id: string, status = "RESOLVED") => leelooCall("POST", `/orders/${id}`, { status }),
    /** Somebody who is there from the beginning, and their channel. */
    personId,
    channelId: `${personId.slice(0, -1)}1`,
    /** Lets all that look in Leeloo do so now, and waits. */
    look: async () => {
      server.app.get(PollLists).forget();
      server.platform.database.handle.prepare("UPDATE polls SET due_at = 1 WHERE due_at IS NOT NULL").run();
      await poller.look();
    },
    close: async () => {
      await server.app.get(WorkerService).stop(1_000);
      await server.close();
      await leeloo.close();
    },
  };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;
