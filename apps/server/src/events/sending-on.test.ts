import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "../testing/eventually.js";
import { call, done, event, listening, order, post, publish, runsOf, send } from "./testing/listening.js";

listening();

describe("sending on", () => {
  let far: Server;
  let status = 200;
  const arrivals: string[] = [];
  const marks: unknown[] = [];
  beforeAll(async () => {
    far = createServer((request, response) => {
      let body = "";
      request.on("data", (text: Buffer) => (body += text.toString()));
      request.on("end", () => {
        arrivals.push(body);
        marks.push(request.headers["x-leeway-forwarded"]);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
    await call("PUT", "/leeloo-hub", { forwardTo: `http://127.0.0.1:${(far.address() as AddressInfo).port}/old` });
  });
  afterAll(async () => {
    await call("PUT", "/leeloo-hub", { forwardTo: null });
    far.close();
  });
  const forwarded = (id: string, state: string) =>
    eventually(`${id} ${state}`, async () => {
      const { forward } = await event(id);
      return forward?.state === state && forward;
    });

  test("gives the event as it came, to the byte", async () => {
    const text = '{ "type": "ORDER",\n "data": {"order_id": 12345678901234567890, "name": "Олена"} }';
    const answer = await post(text);
    const { eventId } = (await answer.json()) as { eventId: string };
    expect(await forwarded(eventId, "sent")).toEqual({
      state: "sent",
      tries: 1,
      status: 200,
      error: null,
      nextAt: null,
    });
    expect(arrivals).toEqual([text]);
    // Another Leeway there knows by it not to send the event on.
    expect(marks).toEqual(["1"]);
  });

  test("gives what has no type as well: whoever is there may know what it is", async () => {
    arrivals.length = 0;
    const answer = await post('{"order_id":"o-13"}');
    const { eventId } = (await answer.json()) as { eventId: string };
    expect(await forwarded(eventId, "sent")).toMatchObject({ tries: 1, status: 200 });
    expect(arrivals).toEqual(['{"order_id":"o-13"}']);
  });

  test("is tried again after a refusal, and keeps no workflow waiting", async () => {
    const id = await publish("Meanwhile", { params: { events: ["ORDER"] } });
    status = 503;
    arrivals.length = 0;
    const eventId = await send(order("o-11"));
    await done(eventId);
    expect(await runsOf(id)).toHaveLength(1);
    await eventually("the first refusal", async () => (await event(eventId)).forward?.status === 503);
    status = 200;
    expect(await forwarded(eventId, "sent")).toMatchObject({ tries: 2, status: 200 });
    expect(arrivals).toHaveLength(2);
  });

  test("leaves out what the sandbox sent: whoever is there is real", async () => {
    const answer = await post(order("o-14"), { "content-type": "application/json", "x-leeway-sandbox": "1" });
    const { eventId } = (await answer.json()) as { eventId: string };
    expect((await done(eventId)).forward).toBeNull();
  });

  test("leaves out what was sent on already", async () => {
    const answer = await post(order("o-12"), { "content-type": "application/json", "x-leeway-forwarded": "1" });
    const { eventId } = (await answer.json()) as { eventId: string };
    expect((await done(eventId)).forward).toBeNull();
  });
});
