import { createServer } from "node:http";
import { startLeeway, until } from "./server.mjs";
import { inFlight } from "./workloads.mjs";

/** One host takes a bounded number of calls at once: so many hosts have all of them in flight. */
const HOSTS = 10;

/** Kills a server with so many runs whose call is in flight; answers the seconds from its start to the last that went on. */
export async function recovery(runs) {
  let holds = true;
  const came = new Map();
  const answer = (request, response) => {
    came.set(request.url, (came.get(request.url) ?? 0) + 1);
    request.resume();
    if (!holds) response.setHeader("content-type", "application/json").end("{}");
  };
  const hosts = Array.from({ length: HOSTS }, () => createServer(answer));
  await Promise.all(hosts.map((host) => new Promise((resolve) => host.listen(0, "127.0.0.1", resolve))));
  const ports = hosts.map((host) => host.address().port);
  const leeway = await startLeeway({ LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  try {
    const url = await inFlight(leeway);
    const headers = { "content-type": "application/json" };
    const send = (id) => fetch(url, { method: "POST", headers, body: JSON.stringify({ id, port: ports[id % HOSTS] }) });
    for (let n = 0; n < runs; n += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => send(n + k)));
    await until(async () => came.size === runs);
    await leeway.kill();
    holds = false;
    const begin = performance.now();
    const ready = await leeway.again().then(() => performance.now());
    await until(async () => [...came.values()].every((count) => count > 1));
    const last = performance.now();
    return { seconds: (last - begin) / 1000, afterReady: (last - ready) / 1000 };
  } finally {
    await leeway.stop();
    for (const host of hosts) {
      host.closeAllConnections();
      host.close();
    }
  }
}
