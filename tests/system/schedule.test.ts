import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const KILLS = { short: 2, long: 20 };
const APART_MS = 3_000;
const sleepUntil = (at: number) => new Promise((resolve) => setTimeout(resolve, at - Date.now()));

test(
  "each time at which the server is killed has one run, however often it is killed",
  async () => {
    const first = Date.now() + 2_000;
    // As many as a trigger may have: together they fire every three seconds.
    const rules = Array.from({ length: 20 }, (_, index) => {
      const anchor = new Date(first + index * APART_MS).toISOString();
      return { kind: "interval", every: 1, unit: "minutes", anchor };
    });
    const nodes = [
      node("clock", "trigger.schedule", { rules, missed: "all", overlap: "allow" }),
      node("set", "logic.set", { fields: [{ name: "at", value: "{{ trigger.scheduledAt }}" }] }),
    ];
    const { id } = await leeway.publish(document("Clock", nodes, chain("clock", "set")));
    /** The times for which there are runs that have ended well, in order. */
    const times = async (): Promise<number[]> => {
      const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=succeeded&limit=200`);
      const steps = items.map((run: { id: string }) => leeway.api("GET", `/runs/${run.id}/steps/set`));
      return (await Promise.all(steps)).map(({ output }) => Date.parse(output.at)).sort((a, b) => a - b);
    };
    let at = first;
    for (let kill = 0; kill < amount(KILLS); kill++) {
      // Just before, at, and just after a time in turn.
      await sleepUntil(at + ((kill % 3) - 1) * 5);
      await leeway.kill();
      await leeway.start();
      while (at <= Date.now() + 500) at += APART_MS;
    }
    const last = at - APART_MS;
    await eventually("the run of the last time", async () => (await times()).includes(last));
    const told = (await times()).filter((one) => one <= last);
    expect(told).toEqual(Array.from({ length: (last - first) / APART_MS + 1 }, (_, index) => first + index * APART_MS));
  },
  patience(KILLS),
);
