import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway, eventually } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const listener = (name: string) =>
  document(
    name,
    [
      node("event", "trigger.leelooEvent", { events: ["ORDER"] }),
      node("set", "logic.set", { fields: [{ name: "order", value: "{{ trigger.data.order_id }}" }] }),
    ],
    chain("event", "set"),
  );

test("a kill at any moment loses no event that was answered, and starts no workflow twice", async () => {
  const listeners = [await leeway.publish(listener("First")), await leeway.publish(listener("Second"))];
  const hub = new URL((await leeway.api("GET", "/leeloo-hub")).url).pathname;
  const accepted: string[] = [];
  let sent = 0;
  // By answers, not by time: a busy machine may give none in any number of milliseconds.
  for (const answersBeforeKill of [0, 1, 15, 50]) {
    const wanted = accepted.length + answersBeforeKill;
    let reached = (): void => {};
    const enough = new Promise<void>((resolve) => (reached = resolve));
    if (answersBeforeKill === 0) setTimeout(reached, 15);
    const sending = Array.from({ length: 40 }, async () => {
      const order = `order-${++sent}`;
      // The second one is what a careful sender does after an answer that never came.
      for (let i = 0; i < 2; i++) {
        const body = JSON.stringify({ type: "ORDER", data: { order_id: order } });
        const headers = { "content-type": "application/json" };
        const answer = await fetch(leeway.origin + hub, { method: "POST", headers, body }).catch(() => undefined);
        if (answer?.status === 200 && accepted.push(order) === wanted) reached();
      }
    });
    await enough;
    await leeway.kill();
    await Promise.all(sending);
    await leeway.start();
  }
  expect(accepted.length).toBeGreaterThanOrEqual(66);
  await eventually("every event handed on", async () => {
    const { items } = await leeway.api("GET", "/leeloo-events?limit=200");
    return items.every(({ state }: { state: string }) => state === "done");
  });
  for (const { id } of listeners) {
    const orders: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page: { items: { id: string }[]; nextCursor?: string } = await leeway.api(
        "GET",
        `/runs?workflowId=${id}&limit=200${cursor && `&cursor=${cursor}`}`,
      );
      for (const run of page.items) {
        await leeway.settled(run.id, ["succeeded"]);
        orders.push((await leeway.api("GET", `/runs/${run.id}/steps/event`)).output.data.order_id);
      }
      cursor = page.nextCursor;
    }
    expect(orders.length).toBe(new Set(orders).size);
    expect(accepted.filter((order) => !orders.includes(order))).toEqual([]);
  }
});
