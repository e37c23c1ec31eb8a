import { amount, patience, seedOf } from "@leeway/engine/testing";
import Database from "better-sqlite3";
import fc from "fast-check";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** After how many calls the server is stopped, and how. The machine adds its own. */
const SEED = 20261122;
const RESTARTS = { short: 3, long: 30 };
const CALLERS = 4;
const TOKEN = "a-token-of-the-shop";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const flow = (version: number, credential: string) =>
  document(
    `Version ${version}`,
    [
      node("in", "trigger.webhook", { auth: "bearer" }, { credential }),
      node("s", "logic.set", { fields: [{ name: "version", value: version }] }),
    ],
    chain("in", "s"),
  );

/** What became of one call: its status, or none where the connection said nothing, and the run that it was told. */
interface Call {
  n: number;
  status: number | undefined;
  runId?: string;
}

/** Calls again and again, from several sides, until it is told to stop. */
function stream(url: string): { stop: () => Promise<Call[]>; taken: (more: number) => Promise<unknown> } {
  const calls: Call[] = [];
  let going = true;
  let taken = 0;
  const headers = { "content-type": "application/json", authorization: `Bearer ${TOKEN}` };
  const caller = async () => {
    while (going) {
      const call: Call = { n: calls.length, status: undefined };
      calls.push(call);
      try {
        const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ n: call.n }) });
        call.status = answer.status;
        const { runId } = (await answer.json()) as { runId?: string };
        if (runId !== undefined) call.runId = runId;
        if (answer.ok) taken += 1;
      } catch {
        // Nobody listens: a moment later somebody does again.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const all = Promise.all(Array.from({ length: CALLERS }, caller));
  return {
    taken: (more) => {
      const enough = taken + more;
      return eventually("calls that are taken", () => Promise.resolve(taken >= enough));
    },
    stop: async () => {
      going = false;
      await all;
      return calls;
    },
  };
}

/** The number that each run was called with. */
function numbersOfRuns(): Map<string, number> {
  const database = new Database(join(leeway.data, "leeway.db"), { readonly: true });
  const rows = database.prepare("SELECT run_id AS id, body FROM run_events WHERE seq = 1").all() as {
    id: string;
    body: string;
  }[];
  database.close();
  return new Map(rows.map(({ id, body }) => [id, Number(/"body":\{"n":(\d+)\}/.exec(body)?.[1])]));
}

test(
  "under a constant stream of calls a webhook lives through restarts and new versions: every call that was taken has one run, and none finds no webhook",
  async () => {
    const seed = seedOf(SEED);
    const life = fc.record({ more: fc.integer({ min: 0, max: 60 }), kill: fc.boolean(), publish: fc.boolean() });
    const lives = fc.sample(fc.noBias(life), { seed, numRuns: amount(RESTARTS) });
    const data = { type: "webhookSecret", name: "Shop", data: { secret: TOKEN } };
    const { id: credential } = await leeway.api("POST", "/credentials", data);
    const { id, hook } = await leeway.publish(flow(1, credential));
    const calls = stream(hook);
    for (const { more, kill, publish } of lives) {
      await calls.taken(more);
      if (publish) {
        const { revision } = await leeway.api("GET", `/workflows/${id}`);
        await leeway.api("PUT", `/workflows/${id}`, { revision, document: flow(revision + 1, credential) });
        await leeway.api("POST", `/workflows/${id}/publish`);
      }
      await leeway.kill(kill ? "SIGKILL" : "SIGTERM");
      await leeway.start();
    }
    await calls.taken(10);
    const all = await calls.stop();
    await eventually("the end of every run", async () => {
      const open = await leeway.api("GET", `/runs?workflowId=${id}&status=queued,running,waiting&limit=1`);
      return open.items.length === 0;
    });
    const runs = numbersOfRuns();
    const taken = all.filter(({ status = 0 }) => status >= 200 && status < 300);
    const made = new Map<number, string[]>();
    for (const [runId, n] of runs) made.set(n, [...(made.get(n) ?? []), runId]);
    const wrong = {
      // Refused while it stops, or answered; a call whose connection broke says nothing.
      statuses: [...new Set(all.map(({ status }) => status ?? "none"))].filter(
        (status) => ![202, 503, "none"].includes(status),
      ),
      lost: taken.filter(({ n, runId }) => runs.get(runId ?? "") !== n),
      twice: [...made.values()].filter((same) => same.length > 1),
      takenAllTheSame: all.filter(({ n, status }) => status === 503 && made.has(n)),
    };
    expect({ seed, ...wrong }).toEqual({ seed, statuses: [], lost: [], twice: [], takenAllTheSame: [] });
    expect(taken.length).toBeGreaterThan(lives.reduce((sum, { more }) => sum + more, 0));
    const ended = await leeway.api("GET", `/runs?workflowId=${id}&status=succeeded&limit=1`);
    expect(ended.items).toHaveLength(1);
  },
  patience(RESTARTS),
);
