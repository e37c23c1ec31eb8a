import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoOrder, demoPayload } from "@leeway/nodes";
import { Leeway, eventually } from "./leeway.js";

/** The guide's scenario on the demo workflow of a new workspace, with the built-in Leeloo as the far end. */
const leeway = new Leeway();
beforeAll(() => leeway.start({ LEEWAY_ALLOW_PRIVATE_HOSTS: "" }));
afterAll(() => leeway.close());

interface Sent {
  method: string;
  path: string;
  body: Record<string, unknown>;
  status: number;
  answer: unknown;
}
const demo = async () => {
  const { items } = await leeway.api("GET", "/workflows");
  const { id, triggers } = items[0] as { id: string; triggers: { nodeId: string; url: string }[] };
  return { id, hook: `${leeway.origin}/hooks/${triggers[0]?.url.split("/hooks/")[1]}` };
};
const order = (hook: string, body: unknown) =>
  fetch(hook, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
/** What the sandbox received, oldest first, as `METHOD path`. */
const received = async (): Promise<Sent[]> => (await leeway.api("GET", "/sandbox/requests?limit=200")).items.reverse();
const calls = (sent: Sent[]) =>
  sent.map(({ method, path }) => `${method} ${path.split("?")[0]?.replace(/[0-9a-f]{24}/g, "…")}`);
const fresh = () => leeway.api("DELETE", "/sandbox/requests");

describe("an order of the website", () => {
  test("of somebody new adds the person, creates the order, sets the tag and sends the message, once each", async () => {
    await fresh();
    const { hook } = await demo();
    const before = await leeway.api("GET", "/sandbox/state");
    const answer = await order(hook, demoOrder);
    expect(answer.status).toBe(200);
    const said = (await answer.json()) as { ok: boolean; orderId: string };
    expect(said.ok).toBe(true);
    expect(calls(await received())).toEqual([
      "GET /people",
      "POST /people",
      "POST /orders",
      "PUT /people/…/add-tag",
      "POST /messages/send-message",
    ]);
    const state = await leeway.api("GET", "/sandbox/state");
    const added = state.people.filter(
      ({ id }: { id: string }) => !before.people.some((one: { id: string }) => one.id === id),
    );
    expect(added).toHaveLength(1);
    expect(added[0]).toMatchObject({ name: "Олена Шевченко", phone: "+380671234567" });
    const orders = state.orders.filter(
      ({ id }: { id: string }) => !before.orders.some((one: { id: string }) => one.id === id),
    );
    expect(orders.map(({ id }: { id: string }) => id)).toEqual([said.orderId]);
    const messages = state.messages.slice(before.messages.length);
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages[0])).toContain(
      "Олена Шевченко! We have received your order №1042: Курс «Фотографія з нуля» × 1, Зошит із завданнями × 2. Total: 1250 грн.",
    );
  });

  test("of somebody known is given to that person, and nobody is added", async () => {
    const { hook } = await demo();
    const before = await leeway.api("GET", "/sandbox/state");
    expect((await order(hook, { ...demoOrder, number: "1043" })).status).toBe(200);
    const state = await leeway.api("GET", "/sandbox/state");
    expect(state.people).toHaveLength(before.people.length);
    expect(state.orders).toHaveLength(before.orders.length + 1);
    expect(state.messages).toHaveLength(before.messages.length + 1);
  });

  test("can be run with the kept sample by the API, and the steps show what went in and came out", async () => {
    const { id } = await demo();
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await leeway.settled(runId, ["succeeded"]);
    const steps = (await leeway.api("GET", `/runs/${runId}/steps`)).items;
    const trigger = steps.find(({ key }: { key: string }) => key === "order");
    expect(trigger.output).toEqual(demoPayload);
    const message = steps.find(({ key }: { key: string }) => key === "message");
    expect(message.input.text).toContain("Олена Шевченко");
    expect(JSON.stringify(steps)).not.toContain('"sandbox"');
  });
});

/** Which step's answer never comes though Leeloo did the work, and whether that leaves a doubt. */
const cuts = [
  { at: "GET /people", step: "find", doubt: false },
  { at: "POST /people", step: "person", doubt: true },
  { at: "POST /orders", step: "newOrder", doubt: true },
  { at: "PUT /people/*/add-tag", step: "tag", doubt: false },
  { at: "POST /messages/send-message", step: "message", doubt: true },
];

describe("a server killed while an order travels", () => {
  test.each(cuts)("at $at repeats nothing that creates, and finishes", async ({ at, step, doubt }) => {
    await fresh();
    const { hook, id } = await demo();
    const [method, path] = at.split(" ");
    const before = await leeway.api("GET", "/sandbox/state");
    await leeway.api("POST", "/sandbox/faults", { match: { method, path }, with: "slow", ms: 600_000 });
    const lost = order(hook, demoOrder).catch(() => undefined);
    const sent = await eventually(`${at} at the sandbox`, async () =>
      (await received()).find((one) => one.method === method && calls([one])[0] === at.replace("*", "…")),
    );
    await leeway.kill("SIGKILL");
    await lost;
    await leeway.start({ LEEWAY_ALLOW_PRIVATE_HOSTS: "" });
    const { items } = await leeway.api("GET", `/runs?workflowId=${id}&limit=1`);
    const runId = items[0].id as string;
    if (doubt) {
      await leeway.settled(runId, ["needs_attention"]);
      const one = await leeway.api("GET", `/runs/${runId}/steps/${step}`);
      expect(one).toMatchObject({ status: "unknown", error: { code: "step.interrupted" } });
      // A person looks into Leeloo, finds it done, and says so.
      await leeway.api("POST", `/runs/${runId}/steps/${step}/resolve`, { as: "done", output: sent.answer });
    }
    await leeway.settled(runId, ["succeeded"]);
    const state = await leeway.api("GET", "/sandbox/state");
    expect(state.people.length - before.people.length).toBe(1);
    expect(state.orders.length - before.orders.length).toBe(1);
    expect(state.messages.length - before.messages.length).toBe(1);
    const creates = calls(await received()).filter((call) => call.startsWith("POST"));
    expect(creates).toEqual(["POST /people", "POST /orders", "POST /messages/send-message"]);
  });
});
