import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "../testing/eventually.js";
import { ForwardService } from "./forward.service.js";
import { address, call, event, listening, order, post, send, server } from "./testing/listening.js";

listening();

/** Takes calls and answers none. */
let dead: Server;
const held: ServerResponse[] = [];
/** Answers 200. */
let alive: Server;
const arrivals: string[] = [];
const urlOf = (far: Server) => `http://127.0.0.1:${(far.address() as AddressInfo).port}/old`;
const bound = (far: Server) => new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
let otherHub = "";
beforeAll(async () => {
  dead = createServer((_request, response) => void held.push(response));
  alive = createServer((request, response) => {
    let body = "";
    request.on("data", (text: Buffer) => (body += text.toString()));
    request.on("end", () => {
      arrivals.push((JSON.parse(body) as { data: { order_id: string } }).data.order_id);
      response.end();
    });
  });
  await Promise.all([bound(dead), bound(alive)]);
  const own = await address();
  await server.platform.database.queue.write((db) => {
    db.exec("INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_other', 'Other', 'UTC', 0)");
    db.prepare("INSERT INTO leeloo_hubs (workspace_id, key, forward_to, created_at) VALUES ('ws_other', ?, ?, 0)").run(
      "k".repeat(32),
      urlOf(alive),
    );
  });
  otherHub = `${own.slice(0, own.lastIndexOf("/"))}/${"k".repeat(32)}`;
  await call("PUT", "/leeloo-hub", { forwardTo: urlOf(dead) });
});
afterAll(() => {
  for (const far of [dead, alive]) {
    far.closeAllConnections();
    far.close();
  }
});
const sendOther = async (id: string) => {
  const answer = await post(order(id), { "content-type": "application/json" }, otherHub);
  expect(answer.status).toBe(200);
};
const stateOf = (orderId: string) =>
  server.platform.database.handle
    .prepare("SELECT forward_state AS state, forward_tries AS tries FROM leeloo_events WHERE order_id = ?")
    .get(orderId);

test("an old address that does not answer holds two calls, and no other workspace's events", async () => {
  for (let n = 0; n < 12; n++) await send(order(`stuck-${n}`));
  await eventually("two calls", async () => held.length === 2);
  for (let n = 0; n < 6; n++) await sendOther(`free-${n}`);
  await eventually("all of the other's", async () => arrivals.length === 6);
  expect(held).toHaveLength(2);
});

test("what was sent and could not be written down is not sent again, and is written down later", async () => {
  // Nothing else is to be written down meanwhile.
  await call("PUT", "/leeloo-hub", { forwardTo: null });
  held.splice(0).forEach((response) => response.end());
  const { handle } = server.platform.database;
  const waiting = handle.prepare("SELECT count(*) FROM leeloo_events WHERE forward_state = 'waiting'").pluck();
  await eventually("the notes of all before", () => waiting.get() === 0);
  arrivals.length = 0;
  const { queue } = server.platform.database;
  await queue.write((db) =>
    db.exec(`CREATE TRIGGER full BEFORE UPDATE OF forward_state ON leeloo_events
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`),
  );
  await sendOther("once");
  await eventually("the call", async () => arrivals.length === 1);
  // Two sweeps.
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(arrivals).toEqual(["once"]);
  expect(stateOf("once")).toEqual({ state: "waiting", tries: 0 });
  await queue.write((db) => db.exec("DROP TRIGGER full"));
  await eventually("the note", async () => (stateOf("once") as { state: string }).state === "sent");
  expect(arrivals).toEqual(["once"]);
  await sendOther("next");
  await eventually("the next one", async () => arrivals.length === 2);
});

test("a stop cuts off what does not answer in time, which is sent again after the next start and counts as no try", async () => {
  await call("PUT", "/leeloo-hub", { forwardTo: urlOf(dead) });
  const id = await send(order("cut"));
  await eventually("the call", () => held.length === 1);
  const forward = server.app.get(ForwardService);
  await forward.stop();
  expect((await event(id)).forward).toMatchObject({ state: "waiting", tries: 0 });
  const before = held.length;
  forward.start();
  await eventually("calls again", async () => held.length > before);
});
