import { createServer } from "node:http";
import { startLeeway, until } from "./server.mjs";
import { lanes } from "./workloads.mjs";

/** Leeloo takes 300 calls a minute; a credential keeps to 290 of them unless it is told otherwise. */
const PER_MINUTE = 290;
const BULK = 5_000;
/** More of them than the fifteen tickets a minute that are kept for critical calls. */
const CRITICAL_EVERY_MS = 3_000;
const [FASTEST_MS, SLOWEST_MS] = [50, 300];
const ROUNDS = 3;

/** A receiver that takes half of its time before it counts a call and half after. */
function receiver() {
  const came = { bulk: [], critical: [] };
  const server = createServer((request, response) => {
    const way = (FASTEST_MS + Math.random() * (SLOWEST_MS - FASTEST_MS)) / 2;
    setTimeout(() => {
      came[request.url.includes("tunnels") ? "critical" : "bulk"].push(performance.now());
      const body = JSON.stringify({ data: [], status: 1, meta: { totalCount: 0, limit: 50, offset: 0 } });
      setTimeout(() => response.setHeader("content-type", "application/json").end(body), way);
    }, way);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      resolve({ came, close, address: `http://127.0.0.1:${server.address().port}` });
    });
  });
}

/** The most that came within a minute, however it is laid. */
function fullestMinute(times) {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to] - times[from] >= 60_000) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/**
 * A loop of so many bulk calls keeps a token's line full for several minutes, while webhooks make critical calls behind it.
 * Answers the calls a minute beside the most that is possible, the fullest minute, and how long critical calls took to arrive.
 */
export async function saturation() {
  const far = await receiver();
  const leeway = await startLeeway({ LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  try {
    const credential = await leeway.api("POST", "/credentials", {
      type: "leelooToken",
      name: "bench",
      data: { token: "sandbox", baseUrl: `${far.address}/api/v2`, limitPerMinute: PER_MINUTE },
    });
    const { bulk, critical } = await lanes(leeway, credential.id, BULK);
    await leeway.api("POST", `/workflows/${bulk}/runs`, {});
    await until(() => Promise.resolve(far.came.bulk.length > 50));
    const waits = [];
    const last = (ROUNDS + 1) * PER_MINUTE;
    while (far.came.bulk.length + far.came.critical.length <= last) {
      const [begin, before] = [performance.now(), far.came.critical.length];
      const answer = await fetch(critical, { method: "POST" });
      if (!answer.ok) throw new Error(`a critical webhook was refused: ${answer.status}`);
      await until(() => Promise.resolve(far.came.critical.length > before));
      waits.push(far.came.critical[before] - begin);
      await new Promise((resolve) => setTimeout(resolve, CRITICAL_EVERY_MS - (performance.now() - begin)));
    }
    const times = [...far.came.bulk, ...far.came.critical].toSorted((a, b) => a - b);
    const perMinute = (ROUNDS * PER_MINUTE * 60_000) / (times[last] - times[PER_MINUTE]);
    const middle = (FASTEST_MS + SLOWEST_MS) / 2;
    const most = (PER_MINUTE * 60_000) / (60_000 + middle);
    waits.sort((a, b) => a - b);
    const p99 = waits[Math.ceil(0.99 * waits.length) - 1];
    return { perMinute, most, fullest: fullestMinute(times), calls: waits.length, p50: waits[waits.length >> 1], p99 };
  } finally {
    await leeway.stop();
    far.close();
  }
}
