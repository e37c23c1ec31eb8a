import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, patience, seedOf } from "@leeway/engine/testing";
import fc from "fast-check";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";

const SEED = 20261121;
const LIMIT = 12;
const WINDOW_MS = 60_000;
/** In CI all happens within one window; the long version sees several of them pass. */
const KILLS = { short: 3, long: 30 };
const BETWEEN = { short: 1_500, long: 15_000 };
const RUNS = { short: 40, long: 400 };

const leeway = new Leeway();
/** Counts as the service does: refuses what is one too many in any 60 s. */
let refused = 0;
const far: FarEnd = new FarEnd((nth, response) => {
  const now = far.arrivals[nth - 1]?.at ?? 0;
  const inWindow = far.arrivals.filter(({ at }) => now - at < WINDOW_MS).length;
  if (inWindow > LIMIT) refused += 1;
  setTimeout(
    () =>
      response
        .writeHead(inWindow > LIMIT ? 429 : 200, { "content-type": "application/json" })
        .end(JSON.stringify({ data: [], status: 1 })),
    50 + ((nth * 97) % 250),
  );
});
beforeAll(async () => {
  await Promise.all([far.open(), leeway.start()]);
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

test(
  "a token never goes over its limit, however often the server is killed in the middle of a saturated pool",
  async () => {
    const data = { token: "t", baseUrl: `${far.url}/api/v2`, limitPerMinute: LIMIT };
    const credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
    const { hook } = await leeway.publish(
      document(
        "Saturated",
        [node("in", "trigger.webhook", { respond: "accepted" }), node("call", "leeloo.tag.list", {}, { credential })],
        chain("in", "call"),
      ),
    );
    const send = () => fetch(hook, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    const many = async (runs: number) => {
      for (let sent = 0; sent < runs; sent += 20) await Promise.all(Array.from({ length: 20 }, send));
    };
    await many(amount(RUNS));
    await eventually("the first calls", async () => far.arrivals.length > 0);
    const seed = seedOf(SEED);
    const moments = fc.noBias(fc.integer({ min: 50, max: amount(BETWEEN) }));
    for (const ms of fc.sample(moments, { seed, numRuns: amount(KILLS) })) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await leeway.kill("SIGKILL");
      await leeway.start();
      // Those that wait know until when. These ask a process that knows nothing but what was kept.
      await many(20);
    }
    await eventually("everybody has asked for a ticket", async () => {
      for (const status of ["queued", "running"])
        if ((await leeway.api("GET", `/runs?status=${status}&limit=1`)).items.length > 0) return false;
      return true;
    });
    expect(far.arrivals.length).toBeGreaterThanOrEqual(Math.max(1, LIMIT - amount(KILLS)));
    const times = far.arrivals.map(({ at }) => at);
    const fullest = Math.max(...times.map((from) => times.filter((at) => at >= from && at - from < WINDOW_MS).length));
    expect({ seed, refused, tooMany: fullest > LIMIT }).toEqual({ seed, refused: 0, tooMany: false });
  },
  patience(KILLS),
);
