import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
/** Calls on their way, by the phone that they are about. */
const inFlight: string[] = [];
let held: (() => void)[] = [];
const cuts: (() => void)[] = [];
let holds = true;
let most = 0;
let mostOfOne = 0;
const far = new FarEnd((_nth, response, request) => {
  const phone = request.url?.split("/")[1] ?? "";
  inFlight.push(phone);
  most = Math.max(most, inFlight.length);
  mostOfOne = Math.max(mostOfOne, inFlight.filter((one) => one === phone).length);
  // Also when the server that has sent it dies.
  response.on("close", () => void inFlight.splice(inFlight.indexOf(phone), 1));
  const answer = () => void response.writeHead(200).end("{}");
  if (request.url?.endsWith("/doubt")) cuts.push(() => response.destroy());
  else if (holds) held.push(answer);
  else setTimeout(answer, 2);
});
function answerAll() {
  holds = false;
  for (const answer of held) answer();
  held = [];
}
beforeAll(async () => {
  await far.open();
  await leeway.start();
});
beforeEach(() => {
  far.arrivals.length = 0;
  most = mostOfOne = 0;
  holds = true;
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

const byPhone = "{{ trigger.body.phone }}";
const orders = (concurrency?: object) => ({
  ...document(
    "Orders",
    [
      node("in", "trigger.webhook", { respond: "accepted" }),
      node("call", "http.request", { method: "PUT", url: `${far.url}/{{ trigger.body.phone }}/{{ trigger.body.n }}` }),
    ],
    chain("in", "call"),
  ),
  settings: { ...(concurrency && { concurrency }) },
});
const send = async (hook: string, body: { phone: string; n: number }): Promise<string> => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(hook, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { runId: string }).runId;
};
const cameTo = (count: number) => eventually(`${count} calls`, () => Promise.resolve(far.arrivals.length === count));

test("orders go at most so many at a time, those of a phone one after another as they came, also over a kill", async () => {
  const { hook } = await leeway.publish(orders({ limit: 3, policy: "queue", key: byPhone }));
  const runs: string[] = [];
  for (let n = 0; n < 10; n++) {
    const ofAll = Array.from({ length: 20 }, (_, phone) => send(hook, { phone: `p${phone}`, n }));
    runs.push(...(await Promise.all(ofAll)));
  }
  await cameTo(3);
  answerAll();
  await eventually("half of them", () => Promise.resolve(far.arrivals.length > 100));
  await leeway.kill();
  await leeway.start();
  for (const runId of runs) expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  expect([most, mostOfOne]).toEqual([3, 1]);
  for (let phone = 0; phone < 20; phone++) {
    const own = far.arrivals.filter(({ path }) => path.startsWith(`/p${phone}/`)).map(({ path }) => path.split("/")[2]);
    // A call that a server's death has cut off may be made again: this one sets what is there.
    expect([...new Set(own)]).toEqual(Array.from({ length: 10 }, (_, n) => String(n)));
    expect(own).toEqual(own.toSorted((a, b) => Number(a) - Number(b)));
  }
});

test("a limit that is published counts for those that wait: a higher one lets them go, a lower one fewer, none all", async () => {
  const { id, hook } = await leeway.publish(orders({ limit: 1, policy: "queue" }));
  const publish = async (concurrency?: object) => {
    const { revision } = await leeway.api("GET", `/workflows/${id}`);
    await leeway.api("PUT", `/workflows/${id}`, { revision, document: orders(concurrency) });
    await leeway.api("POST", `/workflows/${id}/publish`, {});
  };
  const runs: string[] = [];
  for (let n = 0; n < 12; n++) runs.push(await send(hook, { phone: `q${n}`, n }));
  await cameTo(1);
  await publish({ limit: 4, policy: "queue" });
  await cameTo(4);
  await publish({ limit: 2, policy: "queue" });
  // Two of four end: the others are as many as may go.
  for (const answer of held.splice(0, 2)) answer();
  await eventually("two on their way", () => Promise.resolve(inFlight.length === 2));
  held.shift()?.();
  await cameTo(5);
  await publish();
  await cameTo(12);
  answerAll();
  for (const runId of runs) expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  // Whoever waits longest goes first; those who go together arrive as they may.
  const came = far.arrivals.map(({ path }) => Number(path.split("/")[2]));
  const together = [came.slice(0, 1), came.slice(1, 4), came.slice(4, 5), came.slice(5)];
  expect(together.map((some) => some.toSorted((a, b) => a - b))).toEqual([
    [0],
    [1, 2, 3],
    [4],
    [5, 6, 7, 8, 9, 10, 11],
  ]);
});

test("a draft that is tried and a run of before that is repeated let no more go than is published", async () => {
  const { id, hook } = await leeway.publish(orders({ limit: 10, policy: "queue" }));
  const before = await send(hook, { phone: "r", n: 0 });
  await cameTo(1);
  answerAll();
  await leeway.settled(before);
  holds = true;
  const save = async (limit: number) => {
    const { revision } = await leeway.api("GET", `/workflows/${id}`);
    await leeway.api("PUT", `/workflows/${id}`, { revision, document: orders({ limit, policy: "queue" }) });
  };
  await save(1);
  await leeway.api("POST", `/workflows/${id}/publish`, {});
  const runs: string[] = [];
  for (let n = 1; n < 4; n++) runs.push(await send(hook, { phone: "r", n }));
  await cameTo(2);
  const waiting = async () => {
    const told = await Promise.all(runs.map((run) => leeway.api("GET", `/runs/${run}`)));
    return told.map(({ held }) => held as string | null);
  };
  runs.push((await leeway.api("POST", `/runs/${before}/replay`, {})).runId);
  expect(await waiting()).toEqual([null, "place", "place", "place"]);
  await save(20);
  const payload = { body: { phone: "r", n: 5 } };
  runs.push((await leeway.api("POST", `/workflows/${id}/runs`, { version: "draft", payload })).runId);
  expect(await waiting()).toEqual([null, "place", "place", "place", "place"]);
  answerAll();
  for (const runId of runs) expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  expect(most).toBe(1);
});

test.each(["queue", "cancelOld"])(
  "a run of before that stood in no line is repeated in that of today, a draft without one is tried in it: one of a phone at a time, with %s none is lost",
  async (policy) => {
    const phone = `today-${policy}`;
    const { id, hook } = await leeway.publish(orders());
    const before = await send(hook, { phone, n: 0 });
    await cameTo(1);
    answerAll();
    await leeway.settled(before);
    holds = true;
    const save = async (concurrency?: object) => {
      const { revision } = await leeway.api("GET", `/workflows/${id}`);
      await leeway.api("PUT", `/workflows/${id}`, { revision, document: orders(concurrency) });
    };
    await save({ limit: 10, policy, key: byPhone });
    await leeway.api("POST", `/workflows/${id}/publish`, {});
    const runs = [await send(hook, { phone, n: 1 })];
    await cameTo(2);
    runs.push((await leeway.api("POST", `/runs/${before}/replay`, {})).runId);
    await save();
    const payload = { body: { phone, n: 2 } };
    runs.push((await leeway.api("POST", `/workflows/${id}/runs`, { version: "draft", payload })).runId);
    const told = await Promise.all(runs.map((run) => leeway.api("GET", `/runs/${run}`)));
    expect(told.map(({ held }) => held)).toEqual([null, "key", "key"]);
    answerAll();
    for (const runId of runs) expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
    expect(mostOfOne).toBe(1);
    expect(far.arrivals.map(({ path }) => path)).toEqual([0, 1, 0, 2].map((n) => `/${phone}/${n}`));
  },
);

test("of many that are repeated where new ones are skipped none waits, so that what comes next is not skipped for them", async () => {
  const { id, hook } = await leeway.publish(orders({ limit: 1, policy: "skip" }));
  holds = false;
  for (let n = 0; n < 3; n++) await leeway.settled(await send(hook, { phone: "many", n }));
  holds = true;
  const { runIds } = await leeway.api("POST", "/runs/replay", { filter: { workflowId: id, status: "succeeded" } });
  await cameTo(4);
  const told: { status: string; error?: { code: string } }[] = await Promise.all(
    runIds.map((runId: string) => leeway.api("GET", `/runs/${runId}`)),
  );
  const skipped = told.filter(({ error }) => error?.code === "run.skipped");
  expect([told.length, skipped.length]).toEqual([3, 2]);
  answerAll();
  for (const runId of runIds) await leeway.settled(runId);
  expect(await leeway.settled(await send(hook, { phone: "new", n: 9 }))).toMatchObject({ status: "succeeded" });
});

test.each([
  ["skip", ["succeeded", "cancelled"], "run.skipped", 1],
  ["cancelOld", ["cancelled", "succeeded"], "run.replaced", 0],
] as const)("with %s one of two runs of a phone ends in words, over a kill too", async (policy, ends, code, which) => {
  const { hook } = await leeway.publish(orders({ limit: 5, policy, key: byPhone }));
  const runs = [await send(hook, { phone: policy, n: 0 })];
  await cameTo(1);
  runs.push(await send(hook, { phone: policy, n: 1 }));
  const other = await send(hook, { phone: "another", n: 2 });
  await cameTo(2);
  await leeway.kill();
  answerAll();
  await leeway.start();
  const told = [];
  for (const runId of runs) told.push(await leeway.settled(runId));
  expect(told.map(({ status }) => status)).toEqual(ends);
  expect(told[which]?.error).toMatchObject({ code, message: expect.stringContaining("this workflow") });
  expect(await leeway.settled(other)).toMatchObject({ status: "succeeded" });
});

test("of many whose outcome was unknown no more go on at a time than the limit once all of them are settled at once", async () => {
  const url = `${far.url}/{{ trigger.body.phone }}/`;
  const { hook, id } = await leeway.publish({
    ...document(
      "Doubts",
      [
        node("in", "trigger.webhook", { respond: "accepted" }),
        node("doubt", "http.request", { method: "POST", url: `${url}doubt` }),
        node("call", "http.request", { method: "PUT", url: `${url}call` }),
      ],
      chain("in", "doubt", "call"),
    ),
    settings: { concurrency: { limit: 2, policy: "queue" } },
  });
  const runs = await Promise.all(Array.from({ length: 8 }, (_, n) => send(hook, { phone: `p${n}`, n })));
  // Each call is cut off, and its run makes room for the next.
  await eventually("all in doubt", async () => {
    for (const cut of cuts.splice(0)) cut();
    const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=needs_attention&limit=20`);
    return items.length === runs.length;
  });
  most = 0;
  await leeway.api("POST", "/runs/resolve", { filter: { workflowId: id }, as: "done" });
  await eventually("two that go on", () => Promise.resolve(inFlight.length === 2));
  answerAll();
  for (const run of runs) expect((await leeway.settled(run)).status).toBe("succeeded");
  expect(most).toBe(2);
});
