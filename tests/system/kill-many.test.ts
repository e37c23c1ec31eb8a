import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, patience } from "@leeway/engine/testing";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** So many call at the same time. */
const CALLERS = 40;
const ROUNDS = { short: 3, long: 30 };
const BEFORE_KILL = 400;

const leeway = new Leeway();
let hook = "";
beforeAll(async () => {
  await leeway.start();
  // All of the longer version's runs are looked at in the end, more than are kept by default.
  await leeway.api("PUT", "/retention", { succeeded: { days: 3_650, count: 1_000_000 }, failed: { days: 3_650 } });
  const nodes = [
    node("in", "trigger.webhook", { respond: "node" }),
    node("double", "logic.set", { fields: [{ name: "twice", value: "{{ trigger.body.order * 2 }}" }] }),
    node("answer", "logic.respond", { status: 200, body: { twice: "{{ steps.double.twice }}" } }),
  ];
  ({ hook } = await leeway.publish(document("Many", nodes, chain("in", "double", "answer"))));
});
afterAll(() => leeway.close());

/** Calls until the server is killed; answers the orders whose answer came. */
async function callUntilKilled(from: number): Promise<number[]> {
  const answered: number[] = [];
  let next = from;
  let alive = true;
  const caller = async () => {
    while (alive) {
      const order = next++;
      const headers = { "content-type": "application/json" };
      const answer = await fetch(hook, { method: "POST", headers, body: JSON.stringify({ order }) })
        .then(async (came) => [came.status, await came.json()] as const)
        .catch(() => undefined);
      if (!answer) continue;
      expect(answer).toEqual([200, { twice: order * 2 }]);
      answered.push(order);
      if (answered.length === BEFORE_KILL) {
        alive = false;
        await leeway.kill("SIGKILL");
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return answered;
}

test(
  "every order that was answered has one whole run after a kill",
  async () => {
    const answered: number[] = [];
    for (let round = 0; round < amount(ROUNDS); round++) {
      answered.push(...(await callUntilKilled(round * 100_000)));
      await leeway.start();
    }
    await eventually("the end of every run", async () => {
      for (const status of ["queued", "running"])
        if ((await leeway.api("GET", `/runs?status=${status}&limit=1`)).items.length > 0) return false;
      return true;
    });
    const db = new Database(join(leeway.data, "leeway.db"), { readonly: true });
    const logs = db
      .prepare<[], string>("SELECT json_group_array(json(body) ORDER BY seq) FROM run_events GROUP BY run_id")
      .pluck()
      .all()
      .map((log) => JSON.parse(log).flat() as { type: string; payload?: { body: { order: number } } }[]);
    db.close();
    const kept = logs.map(([created]) => created!.payload!.body.order);
    expect(new Set(kept).size).toBe(kept.length);
    expect(answered.filter((order) => !kept.includes(order))).toEqual([]);
    expect(logs.every((log) => log.at(-1)?.type === "run.finished" && log.length === 4)).toBe(true);
  },
  patience(ROUNDS),
);
