import { describe, expect, test } from "vitest";
import { eventually } from "../testing/eventually.js";
import { api, call, done, event, listening, order, post, publish, runsOf, send, server } from "./testing/listening.js";

listening();

const mark = { "content-type": "application/json", "x-leeway-sandbox": "1" };
const fromSandbox = async (body: unknown) => ((await (await post(body, mark)).json()) as { eventId: string }).eventId;

describe("an event of the sandbox", () => {
  test("starts a rehearsal of what listens, and says where it is from", async () => {
    const id = await publish("Listens", { params: { events: ["ORDER"] } });
    const played = await done(await fromSandbox(order("s-1")));
    expect(played.fromSandbox).toBe(true);
    expect(await runsOf(id)).toMatchObject([{ id: played.deliveries[0]?.runId, rehearsal: true }]);
  });

  test("does not stand in the way of the real event with the same order, nor that in its", async () => {
    const usual = await publish("Usual", { params: { events: ["ORDER"] } });
    const chosen = await publish("Chosen", { params: { events: ["ORDER"], dedupe: "{{ trigger.data.order_id }}" } });
    for (const one of [await fromSandbox(order("s-2")), await send(order("s-2")), await fromSandbox(order("s-2"))])
      await done(one);
    for (const id of [usual, chosen])
      expect((await runsOf(id)).map(({ rehearsal }) => rehearsal)).toEqual([false, true]);
    expect((await event(await send(order("s-3")))).fromSandbox).toBe(false);
  });

  test("stays one when it is offered again", async () => {
    const eventId = await fromSandbox(order("s-4"));
    await done(eventId);
    const id = await publish("Late", { params: { events: ["ORDER"] } });
    await call("POST", `/leeloo-events/${eventId}/deliver`, {});
    expect(await runsOf(id)).toMatchObject([{ rehearsal: true }]);
  });
});

test("a webhook that the sandbox calls rehearses, under keys of its own", async () => {
  const trigger = { id: "hook", type: "trigger.webhook", position: { x: 0, y: 0 } };
  const params = { method: "POST", dedupe: "{{ trigger.body.data.order_id }}" };
  const document = {
    schemaVersion: 1,
    name: "Hook",
    nodes: [{ ...trigger, params }],
    edges: [],
    notes: [],
    settings: {},
  };
  const { id, triggers } = await api("POST", "/workflows", { document });
  await call("POST", `/workflows/${id}/publish`);
  const hook = new URL(triggers[0].url).pathname;
  for (const headers of [mark, undefined, mark]) await post(order("s-5"), headers, server.url + hook);
  const runs = await eventually("two runs", async () => {
    const found = await runsOf(id);
    return found.length === 2 && found;
  });
  expect(runs.map(({ rehearsal }) => rehearsal)).toEqual([false, true]);
});
