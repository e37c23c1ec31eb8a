import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, patience, seedOf } from "@leeway/engine/testing";
import fc from "fast-check";
import { CountingReceiver } from "./counting-receiver.js";
import { onePerson, publishKinds, type Kind } from "./kill-kinds.js";
import { eventually, Leeway } from "./leeway.js";

/** When the server is killed, each time counted from its start. The machine adds its own. */
const SEED = 20261121;
const ROUNDS = { short: 4, long: 60 };
const CALLERS = 6;

const leeway = new Leeway();
const far = new CountingReceiver();
let kinds: Kind[] = [];
beforeAll(async () => {
  await Promise.all([far.open(), leeway.start()]);
  far.also = callBack;
  kinds = await publishKinds(leeway, far.url);
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

/** What the world outside does: calls the address that it was given, until it is answered. */
function callBack(key: string, body: string): void {
  if (!key.startsWith("address-")) return;
  const { url } = JSON.parse(body) as { url: string };
  const path = new URL(url).pathname;
  const again = async (): Promise<void> => {
    const answer = await fetch(leeway.origin + path, { method: "POST" }).catch(() => undefined);
    if (!answer?.ok) setTimeout(() => void again(), 100);
  };
  void again();
}

interface Accepted {
  runId: string;
  kind: Kind;
  serial: string;
}
async function send(kind: Kind, serial: string): Promise<Accepted | undefined> {
  const answer = await fetch(kind.hook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(kind.body(serial)),
  });
  if (answer.status !== 202) throw new Error(`${kind.name}: ${answer.status} ${await answer.text()}`);
  return { runId: ((await answer.json()) as { runId: string }).runId, kind, serial };
}

const runsIn = async (kind: Kind, status: string): Promise<{ id: string }[]> =>
  (await leeway.api("GET", `/runs?workflowId=${kind.id}&status=${status}&limit=100`)).items;

/** Says yes to everything that waits for a person's yes, as long as it is called for. */
async function approveAll(): Promise<void> {
  const kind = kinds.find(({ name }) => name === "approval");
  if (!kind) return;
  for (const { id } of await runsIn(kind, "waiting"))
    await leeway.call("POST", `/runs/${id}/steps/wait/approve`, { approved: true });
}

/** Settles every doubt as done, as a person does who has looked; answers what was sent in doubt. */
async function settleDoubts(): Promise<string[]> {
  const settled: string[] = [];
  const { items } = await leeway.api("GET", "/runs?status=needs_attention&limit=100");
  for (const { id } of items as { id: string }[]) {
    const steps = (await leeway.api("GET", `/runs/${id}/steps`)).items as { key: string; status: string }[];
    for (const { key } of steps.filter(({ status }) => status === "unknown")) {
      const step = `/runs/${id}/steps/${encodeURIComponent(key)}`;
      const { input } = (await leeway.api("GET", step)) as { input: { url: string } };
      const { ok } = await leeway.call("POST", `${step}/resolve`, { as: "done" });
      if (ok) settled.push(input.url.split("/").at(-1) ?? "");
    }
  }
  return settled;
}

async function loadUntilKilled(round: number, ms: number, accepted: Accepted[]): Promise<void> {
  let going = true;
  const load = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; going; n++) {
      const kind = kinds[(n + caller) % kinds.length];
      if (!kind) return;
      const took = await send(kind, `${kind.name}-${round}-${caller}-${n}`).catch((error: unknown) => {
        // A server that dies takes nothing; one that lives and refuses is wrong.
        if (error instanceof Error && / \d{3} /.test(error.message)) throw error;
      });
      if (took) accepted.push(took);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  });
  const before = accepted.length;
  const taken = (kind: Kind) => accepted.slice(before).filter((one) => one.kind === kind).length;
  try {
    await new Promise((resolve) => setTimeout(resolve, ms));
    // A machine that is busy with other things has taken hardly any by then.
    await eventually("two runs of each kind", () => Promise.resolve(kinds.every((kind) => taken(kind) > 1)));
    await leeway.kill("SIGKILL");
  } finally {
    going = false;
  }
  await Promise.all(load);
  await leeway.start();
}

test(
  "loops, waits, calls of workflows and lines of runs survive one kill after the other: nothing is lost, stuck or done twice",
  async () => {
    const seed = seedOf(SEED);
    const moments = fc.sample(fc.noBias(fc.integer({ min: 200, max: 1_800 })), { seed, numRuns: amount(ROUNDS) });
    const accepted: Accepted[] = [];
    const doubts: string[] = [];
    for (const [round, ms] of moments.entries()) {
      await loadUntilKilled(round, ms, accepted);
      await approveAll();
    }
    await eventually(
      "the end of every run",
      async () => {
        await approveAll();
        doubts.push(...(await settleDoubts()));
        for (const status of ["queued", "running", "waiting", "needs_attention"])
          if ((await leeway.api("GET", `/runs?status=${status}&limit=1`)).items.length > 0) return false;
        return true;
      },
      patience(ROUNDS),
    );
    const wrong: unknown[] = [];
    for (const { runId, serial } of accepted) {
      const { status } = (await leeway.api("GET", `/runs/${runId}`)) as { status: string };
      if (status !== "succeeded") wrong.push({ serial, status });
    }
    const due = accepted.flatMap(({ kind, serial }) => kind.calls(serial));
    // What was in doubt and was settled as done may never have arrived; everything else has to.
    const missing = due.filter((key) => far.count(key) === 0 && !doubts.includes(key));
    const twice = [...far.arrivals].filter(([key, count]) => count > 1 && !key.startsWith("address-"));
    expect({ seed, wrong, missing, twice }).toEqual({ seed, wrong: [], missing: [], twice: [] });
    // Of each person once, whoever asked: also one who was killed before it could be answered.
    const sent = new Set([...far.arrivals.keys(), ...doubts].filter((key) => key.startsWith("once-")));
    const people = [...sent].map(onePerson);
    expect({ seed, people }).toEqual({ seed, people: [...new Set(people)] });
    const asked = accepted.filter(({ kind }) => kind.name === "once").map(({ serial }) => onePerson(serial));
    expect(asked.filter((person) => !people.includes(person))).toEqual([]);
    expect(asked.length).toBeGreaterThan(new Set(asked).size);
    expect(accepted.length).toBeGreaterThan(kinds.length * amount(ROUNDS));
    for (const kind of kinds) expect(accepted.filter((one) => one.kind === kind).length).toBeGreaterThan(0);
  },
  patience(ROUNDS),
);
