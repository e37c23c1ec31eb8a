import { describe, expect, test } from "vitest";
import type { LeelooEvent } from "@leeway/api";
import { eventually } from "../testing/eventually.js";
import { api, call, done, listening, order, post, publish, runsOf, save, send, server } from "./testing/listening.js";

listening();

describe("an event", () => {
  test("is on disk when it is answered, and starts every workflow that listens to its type", async () => {
    const first = await publish("First", { params: { events: ["ORDER"] } });
    const second = await publish("Second", { params: { events: ["sale", "order"] } });
    const other = await publish("Other", { params: { events: ["SALE"] } });
    const off = await publish(
      "Off",
      { id: "on", params: { events: ["SALE"] } },
      { id: "off", params: { events: ["ORDER"] }, disabled: true },
    );
    const draft = await save("Draft", { params: { events: ["ORDER"] } });
    const answer = await post(order("o-1", { email: "olena@example.com" }));
    const { eventId } = (await answer.json()) as { eventId: string };
    expect(answer.status).toBe(200);
    const { handle } = server.platform.database;
    expect(handle.prepare("SELECT type, order_id FROM leeloo_events WHERE id = ?").get(eventId)).toEqual({
      type: "ORDER",
      order_id: "o-1",
    });
    const { deliveries, data, orderId } = await done(eventId);
    expect({ data, orderId }).toEqual({
      data: { order_id: "o-1", price: 100, email: "olena@example.com" },
      orderId: "o-1",
    });
    expect(deliveries.map(({ workflowName, status }) => [workflowName, status])).toEqual([
      ["First", "started"],
      ["Second", "started"],
    ]);
    for (const id of [first, second])
      expect((await runsOf(id)).map(({ id: run }) => run)).toEqual([
        deliveries.find(({ workflowId }) => workflowId === id)?.runId,
      ]);
    for (const id of [other, off, draft]) expect(await runsOf(id)).toEqual([]);
    const run = (await runsOf(first))[0]?.id ?? "";
    await eventually("the run's end", async () => (await api("GET", `/runs/${run}`)).status === "succeeded");
    const { output } = await api("GET", `/runs/${run}/steps/event`);
    expect(output).toEqual({ type: "ORDER", data, receivedAt: expect.stringMatching(/Z$/) });
  });

  test("that comes twice with its order number is answered the same and starts one run", async () => {
    const id = await publish("Once", { params: { events: ["ORDER", "SALE"] } });
    const [first, second] = [await done(await send(order("o-2"))), await done(await send(order("o-2")))];
    expect(second.deliveries).toEqual([{ ...first.deliveries[0], status: "repeated" }]);
    await done(await send({ ...order("o-2"), type: "SALE" }));
    expect(await runsOf(id)).toHaveLength(2);
  });

  test("without an order counts each time, unless a key is chosen", async () => {
    const each = await publish("Each", { params: { events: ["MESSAGE"] } });
    const chosen = await publish("Chosen", { params: { events: ["MESSAGE"], dedupe: "{{ trigger.data.text }}" } });
    for (const text of ["hello", "hello", "bye"]) await done(await send({ type: "MESSAGE", data: { text } }));
    await done(await send({ type: "MESSAGE", data: {} }));
    await done(await send({ type: "MESSAGE" }));
    expect([(await runsOf(each)).length, (await runsOf(chosen)).length]).toEqual([5, 4]);
  });

  test("that has nothing of the chosen key counts each time, whatever its order", async () => {
    const chosen = await publish("Chosen", { params: { events: ["ORDER"], dedupe: "{{ trigger.data.utm }}" } });
    for (let times = 0; times < 2; times++) await done(await send(order("o-21")));
    expect(await runsOf(chosen)).toHaveLength(2);
  });

  test("that does not meet the condition starts nothing; one whose condition cannot be judged says why", async () => {
    const where = { all: [{ value: "{{ trigger.data.price }}", op: "greater", to: 500 }] };
    const id = await publish("Dear", { params: { events: ["ORDER"], where } });
    const healthy = await publish("Healthy", { params: { events: ["ORDER"] } });
    const cheap = await done(await send(order("o-3")));
    expect(cheap.deliveries.map(({ status }) => status)).toEqual(["unmet", "started"]);
    const dear = await done(await send(order("o-4", { price: "1 200,50" })));
    expect(dear.deliveries.map(({ status }) => status)).toEqual(["started", "started"]);
    const odd = await done(await send({ type: "ORDER", data: { order_id: "o-5" } }));
    expect(odd.deliveries.map(({ status }) => status)).toEqual(["failed", "started"]);
    expect(odd.deliveries[0]?.error).toMatchObject({
      code: "expression.missing",
      message: expect.stringContaining("price"),
    });
    expect([(await runsOf(id)).length, (await runsOf(healthy)).length]).toEqual([1, 3]);
  });

  test("reaches each trigger of a workflow once", async () => {
    const id = await publish(
      "Two",
      { id: "a", params: { events: ["ORDER"] } },
      { id: "b", params: { events: ["ORDER"] } },
    );
    await done(await send(order("o-6")));
    expect((await runsOf(id)).map(({ trigger }) => trigger).toSorted()).toEqual(["a", "b"]);
  });

  test("is offered again to who had no run of it, and to nobody else", async () => {
    const had = await publish("Had", { params: { events: ["ORDER"] } });
    const id = await send(order("o-7"));
    await done(id);
    const late = await publish("Late", { params: { events: ["ORDER"] } });
    const offers = Array.from({ length: 3 }, () => api("POST", `/leeloo-events/${id}/deliver`, {}));
    for (const { deliveries } of (await Promise.all(offers)) as LeelooEvent[])
      expect(deliveries.map(({ workflowName, status }) => [workflowName, status])).toEqual([
        ["Had", "started"],
        ["Late", "started"],
      ]);
    expect([(await runsOf(had)).length, (await runsOf(late)).length]).toEqual([1, 1]);
    expect((await call("POST", "/leeloo-events/evt_unknown/deliver", {})).status).toBe(404);
  });

  test("that comes while workflows are published and unpublished starts each at most once", async () => {
    const id = await publish("Busy", { params: { events: ["ORDER"] } });
    const ids: string[] = [];
    const toggling = (async () => {
      for (let i = 0; i < 15; i++) {
        await call("POST", `/workflows/${id}/unpublish`);
        await call("POST", `/workflows/${id}/publish`);
      }
    })();
    for (let i = 0; i < 60; i++) ids.push(await send(order(`race-${i}`)));
    await toggling;
    const last = await done(await send(order("race-last")));
    const settled = await Promise.all(ids.map(done));
    const started = [...settled, last].flatMap(({ deliveries }) => deliveries);
    const runs = (await api("GET", `/runs?workflowId=${id}&limit=200`)).items as { id: string }[];
    expect(started.map(({ runId }) => String(runId)).toSorted()).toEqual(runs.map((run) => run.id).toSorted());
    expect(started.every(({ status }) => status === "started")).toBe(true);
    expect(last.deliveries).toHaveLength(1);
  });
});
