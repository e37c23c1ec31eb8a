import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

test("a time at which the server is killed has one run, however often it is killed then", async () => {
  const at = Date.now() + 2_000;
  const rule = { kind: "interval", every: 1, unit: "minutes", anchor: new Date(at).toISOString() };
  const nodes = [
    node("clock", "trigger.schedule", { rules: [rule], missed: "all", overlap: "allow" }),
    node("set", "logic.set", { fields: [{ name: "at", value: "{{ trigger.scheduledAt }}" }] }),
  ];
  const { id } = await leeway.publish(document("Clock", nodes, chain("clock", "set")));
  await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
  /** The times for which there are runs that have ended well. */
  const times = async (): Promise<number[]> => {
    const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=succeeded`);
    const steps = items.map((run: { id: string }) => leeway.api("GET", `/runs/${run.id}/steps/set`));
    return (await Promise.all(steps)).map(({ output }) => Date.parse(output.at));
  };
  for (let kills = 0; kills < 2; kills++) {
    await leeway.kill();
    await leeway.start();
    await eventually("the run of that time", async () => (await times()).includes(at));
  }
  // A slow machine may have come to the next minute.
  const told = await times();
  expect(told.filter((one) => one === at)).toEqual([at]);
  expect(new Set(told).size).toBe(told.length);
});
