import { amount, patience } from "@leeway/engine/testing";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const KILLS = { short: 2, long: 20 };

const leeway = new Leeway();
/** A Leeloo that goes on while the server dies. */
const sandbox = new Sandbox({ limitPerMinute: 100_000 });
let leeloo: ServedSandbox;
beforeAll(async () => {
  leeloo = await serveSandbox(sandbox);
  await leeway.start();
});
afterAll(async () => {
  await leeway.close();
  await leeloo.close();
});

let ordered = 0;
const order = () => sandbox.happen({ type: "ORDER", name: "Олена", offer: `Order ${++ordered}` });
const runsOf = async (id: string) => (await leeway.api("GET", `/runs?workflowId=${id}&limit=200`)).items;
/** What the trigger gave to each run of a workflow. */
const given = async (id: string, trigger: string) => {
  const steps = (await runsOf(id)).map((run: { id: string }) => leeway.api("GET", `/runs/${run.id}/steps/${trigger}`));
  return (await Promise.all(steps)).map(({ output }) => output);
};

test(
  "each order that is looked for has one run, and each of its failures is told of once, however often the server is killed",
  async () => {
    const data = { token: "sandbox", baseUrl: `${leeloo.origin}/api/v2` };
    const credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
    const stop = node("stop", "logic.stop", { status: "failed", message: "Nothing left" });
    const look = node("look", "trigger.leelooPoll", { what: "orders", every: 1 }, { credential });
    const { id: orders } = await leeway.publish(document("Orders", [look, stop], chain("look", "stop")));
    const alarm = node("alarm", "trigger.error", { perMinute: 60 });
    const note = node("note", "logic.set", { fields: [] });
    const { id: alarms } = await leeway.publish(document("Alarm", [alarm, note], chain("alarm", "note")));
    const lookNow = () => leeway.api("POST", `/workflows/${orders}/polls/look/look`);
    await eventually(
      "the first look",
      async () => (await leeway.api("GET", `/workflows/${orders}/polls`)).items[0].lastAt,
    );
    for (let kill = 0; kill < amount(KILLS); kill++) {
      for (let count = 0; count < 3; count++) await order();
      await lookNow();
      await new Promise((resolve) => setTimeout(resolve, (kill * 13) % 60));
      await leeway.kill();
      await leeway.start();
    }
    await lookNow();
    const titles = async () => (await given(orders, "look")).map(({ order: { title } }) => title);
    const wanted = Array.from({ length: ordered }, (_, index) => `Order ${index + 1}`);
    await eventually("a run of each order", async () => (await titles()).length >= ordered);
    expect(new Set(await titles())).toEqual(new Set(wanted));
    expect(await titles()).toHaveLength(ordered);
    const told = async () => {
      const all = await given(alarms, "alarm");
      return all.reduce((sum: number, { more }: { more: number }) => sum + 1 + more, 0);
    };
    await eventually("the failures", async () => (await told()) >= ordered);
    expect(await told()).toBe(ordered);
    const failed = (await given(alarms, "alarm")).map(({ run }) => run.id);
    expect(new Set(failed).size).toBe(failed.length);
  },
  patience(KILLS),
);
