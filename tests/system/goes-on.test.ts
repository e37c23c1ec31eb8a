import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, patience } from "@leeway/engine/testing";
import Database from "better-sqlite3";
import { join } from "node:path";
import { CountingReceiver } from "./counting-receiver.js";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const RUNS = 1_000;
const ROUNDS = { short: 1, long: 10 };

const leeway = new Leeway();
/** One host takes a bounded number of calls at once: so many have all of them in flight. */
const hosts = Array.from({ length: 20 }, () => new CountingReceiver());
const counts = () => hosts.flatMap(({ arrivals }) => [...arrivals.values()]);
/** Processes that hold runs, as the database says. */
function holders(): unknown[] {
  const db = new Database(join(leeway.data, "leeway.db"), { readonly: true });
  try {
    return db.prepare("SELECT DISTINCT worker FROM runs WHERE worker IS NOT NULL").pluck().all();
  } finally {
    db.close();
  }
}
beforeAll(async () => {
  await Promise.all([leeway.start(), ...hosts.map((host) => host.open())]);
});
afterAll(async () => {
  await leeway.close();
  for (const host of hosts) host.close();
});

test(
  "a thousand runs with a call in flight at a kill all go on soon after the start",
  async () => {
    const { id, hook } = await leeway.publish(
      document(
        "In flight",
        [
          node("in", "trigger.webhook", { respond: "accepted" }),
          node(
            "call",
            "http.request",
            {
              method: "PUT",
              url: "{{ trigger.body.url }}/{{ trigger.body.id }}",
              bodyFormat: "json",
              body: {},
            },
            { timeoutSeconds: 300 },
          ),
          node("after", "logic.set", { fields: [{ name: "key", value: "{{ steps.call.body.key }}" }] }),
        ],
        chain("in", "call", "after"),
      ),
    );
    for (let round = 0; round < amount(ROUNDS); round++) {
      const from = round * RUNS;
      // None of them is answered before the kill, however long it takes until the last one is on its way.
      for (const host of hosts) host.delay = 3_600_000;
      const bodyOf = (run: number) => JSON.stringify({ id: run, url: hosts[run % hosts.length]?.url });
      for (let n = 0; n < RUNS; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, k) =>
            fetch(hook, {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: bodyOf(from + n + k),
            }),
          ),
        );
      await eventually("every call at the far end", async () => counts().length === from + RUNS);
      const [dead, ...others] = holders();
      expect([typeof dead, others]).toEqual(["string", []]);
      await leeway.kill("SIGKILL");
      for (const host of hosts) host.delay = 0;
      await leeway.start();
      // Once it listens it waits for no lease of the process before.
      expect(holders()).not.toContain(dead);
      await eventually("every call a second time", async () => counts().every((count) => count === 2));
      await eventually("the end of all", async () => {
        const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=running&limit=1`);
        return items.length === 0;
      });
      const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=succeeded&limit=100`);
      expect(items).toHaveLength(100);
      expect(counts().every((count) => count === 2)).toBe(true);
    }
  },
  patience(ROUNDS),
);
