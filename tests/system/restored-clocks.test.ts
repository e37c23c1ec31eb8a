import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "./cli.js";
import { CountingReceiver } from "./counting-receiver.js";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
/** A Leeloo that is none of the data folder: what happened in it has happened, whatever is restored. */
const sandbox = new Sandbox({ limitPerMinute: 100_000 });
let leeloo: ServedSandbox;
/** Counts what arrives; the second one leaves a call without an answer. */
const [far, silent] = [new CountingReceiver(), new CountingReceiver()];
const folder = mkdtempSync(join(tmpdir(), "leeway-clocks-"));
beforeAll(async () => {
  leeloo = await serveSandbox(sandbox);
  await Promise.all([far.open(), silent.open(), leeway.start()]);
});
afterAll(async () => {
  await leeway.close();
  await leeloo.close();
  for (const one of [far, silent]) one.close();
  rmSync(folder, { recursive: true, force: true });
});

const APART_MS = 3_000;
const post = (at: CountingReceiver, key: string) =>
  node("send", "http.request", { method: "POST", url: `${at.url}/${key}`, bodyFormat: "json", body: {} });
const order = (n: number) => sandbox.happen({ type: "ORDER", name: "Олена", offer: `order-${n}` });
const fired = () => [...far.arrivals.keys()].filter((key) => key.startsWith("clock-"));
const arrived = (...orders: number[]) => orders.map((n) => far.count(`order-${n}`));

/** Twenty rules that together fire every three seconds, and are told to make up for every time they missed. */
async function publishClock(): Promise<string> {
  const first = Date.now() + 2_000;
  const rules = Array.from({ length: 20 }, (_, index) => {
    const anchor = new Date(first + index * APART_MS).toISOString();
    return { kind: "interval", every: 1, unit: "minutes", anchor };
  });
  const clock = node("clock", "trigger.schedule", { rules, missed: "all", overlap: "allow" });
  const send = post(far, "clock-{{ trigger.scheduledAt }}");
  return (await leeway.publish(document("Clock", [clock, send], chain("clock", "send")))).id;
}

async function publishOrders(): Promise<string> {
  const data = { token: "sandbox", baseUrl: `${leeloo.origin}/api/v2` };
  const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const look = node("look", "trigger.leelooPoll", { what: "orders", every: 1 }, { credential });
  const send = post(far, "{{ trigger.order.title }}");
  return (await leeway.publish(document("Orders", [look, send], chain("look", "send")))).id;
}

test("a restored server fires no time twice, takes what Leeloo got meanwhile once and on a word, and asks about a call that was on its way", async () => {
  const began = new Date(Date.now() - 60_000).toISOString();
  const [clock, orders] = [await publishClock(), await publishOrders()];
  const slow = document(
    "Slow",
    [node("in", "trigger.webhook", { respond: "accepted" }), post(silent, "slow")],
    chain("in", "send"),
  );
  const { hook } = await leeway.publish(slow);
  const poll = async () => (await leeway.api("GET", `/workflows/${orders}/polls`)).items[0];
  const look = () => leeway.api("POST", `/workflows/${orders}/polls/look/look`);
  await eventually("the first look", async () => (await poll()).lastAt);
  for (const n of [1, 2, 3]) await order(n);
  await look();
  await eventually("the first orders", async () => arrived(1, 2, 3).join() === "1,1,1");
  await eventually("a time", async () => fired().length > 0);
  silent.delay = 3_600_000;
  const { runId } = (await (await fetch(hook, { method: "POST" })).json()) as { runId: string };
  await eventually("the call that gets no answer", async () => silent.count("slow") === 1);

  const file = join(folder, "backup.tar.gz");
  await command(leeway, "backup", file);
  const [atBackup] = [fired().length];
  for (const n of [4, 5]) await order(n);
  await look();
  await eventually("orders since the backup", async () => arrived(4, 5).join() === "1,1");
  await eventually("times since the backup", async () => fired().length >= atBackup + 2);
  await leeway.kill();
  await order(6);
  const atKill = fired().length;
  await command(leeway, "restore", file);
  await leeway.start();
  const started = Date.now();
  await command(leeway, "api-keys", "confirm", "--all");

  // By itself it goes on with what is new, and with nothing of the time in between.
  // For a minute nothing is asked with a token of which nobody knows what was sent in the last one.
  const beganAnew = async () => (await poll()).lastAt > new Date(started).toISOString();
  await eventually("the look that begins anew", beganAnew, 200_000);
  await order(7);
  await look();
  await eventually("what came after the start", async () => arrived(7).join() === "1");
  await eventually("times after the start", async () => fired().length >= atKill + 2);
  expect(arrived(1, 2, 3, 4, 5, 6)).toEqual([1, 1, 1, 1, 1, 0]);
  expect([...far.arrivals].filter(([, count]) => count !== 1)).toEqual([]);
  const [schedule] = (await leeway.api("GET", `/workflows/${clock}/schedules`)).items;
  const [gap] = schedule.gaps;
  expect(gap.why).toBe("restored");
  // None of the times that it names has a run, and each one after it has.
  const again = fired().map((key) => Date.parse(key.slice("clock-".length)));
  expect(again.filter((at) => at >= started).length).toBeGreaterThanOrEqual(1);
  const { items } = await leeway.api("GET", `/runs?workflowId=${clock}&limit=200`);
  const times = await Promise.all(
    (items as { id: string }[]).map(async ({ id }) =>
      Date.parse((await leeway.api("GET", `/runs/${id}/steps/clock`)).output.scheduledAt),
    ),
  );
  expect(times.filter((at) => at >= Date.parse(gap.from) && at < Date.parse(gap.until))).toEqual([]);
  expect(new Set(times).size).toBe(times.length);

  // On a word it takes what came in between, once; what it knew before the backup it knows.
  const makeUp = async () => {
    const period = { from: began, to: new Date().toISOString() };
    const [{ backfill }] = (await leeway.api("POST", `/workflows/${orders}/polls/look/backfill`, period)).items;
    expect(backfill.state).toMatch(/^count/);
    const counted = await eventually("the count", async () => {
      const one = (await poll()).backfill;
      return one.state === "counted" && one;
    });
    await leeway.api("POST", `/workflows/${orders}/polls/look/backfill/start`, {});
    await eventually("the end of the make-up", async () => (await poll()).backfill.state === "done");
    return counted.found - counted.had;
  };
  expect(await makeUp()).toBe(3);
  await eventually("what came in between", async () => arrived(6).join() === "1");
  expect(await makeUp()).toBe(0);
  await eventually("every order's run", async () => {
    const runs = (await leeway.api("GET", `/runs?workflowId=${orders}&status=succeeded&limit=200`)).items;
    return runs.length === 7;
  });
  // What was sent after the backup is sent again by that word alone, which the page says before.
  expect(arrived(1, 2, 3, 4, 5, 6, 7)).toEqual([1, 1, 1, 2, 2, 1, 1]);

  // The call that was on its way stands in the list, and is asked about before anything goes out again.
  const held = (await leeway.api("GET", "/restored/runs")).items as { id: string }[];
  expect(held.map(({ id }) => id)).toContain(runId);
  await leeway.api("POST", "/restored/go-on", { runIds: [runId] });
  expect((await leeway.settled(runId)).status).toBe("needs_attention");
  expect((await leeway.api("GET", `/runs/${runId}/steps/send`)).status).toBe("unknown");
  expect(silent.count("slow")).toBe(1);
});
