import { expect, test } from "vitest";
import type { LeelooEvent } from "@leeway/api";
import { FanOut } from "./fan-out.service.js";
import { EventRetention, KEPT_MS } from "./retention.service.js";
import { api, done, listening, order, send, server } from "./testing/listening.js";

listening();

test("old events are forgotten, those still to be handed on are not", async () => {
  const retention = server.app.get(EventRetention);
  const ids = async () => ((await api("GET", "/leeloo-events?limit=200")).items as LeelooEvent[]).map(({ id }) => id);
  for (const id of ["o-30", "o-31", "o-32"]) await done(await send(order(id)));
  await server.app.get(FanOut).stop();
  const waiting = await send(order("o-13"));
  await retention.clean(Date.now() + KEPT_MS - 60_000, 3);
  expect(await ids()).toHaveLength(3);
  await retention.clean(Date.now() + KEPT_MS + 60_000);
  expect(await ids()).toEqual([waiting]);
  server.app.get(FanOut).start();
  await done(waiting);
});

test("many events of another kind push out none of an order, of which it would be said that it was missed", async () => {
  const of = await done(await send(order("o-40")));
  for (const id of ["p-1", "p-2", "p-3"]) await done(await send({ type: "SUBSCRIBE", data: { person_id: id } }));
  await server.app.get(EventRetention).clean(Date.now(), 2);
  const { items } = (await api("GET", "/leeloo-events?limit=200")) as { items: LeelooEvent[] };
  expect(items.filter(({ type }) => type === "SUBSCRIBE")).toHaveLength(2);
  expect(items.map(({ id }) => id)).toContain(of.id);
});
