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
