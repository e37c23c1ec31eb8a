import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { FarEnd } from "./far-end.js";
import { Leeway, eventually } from "./leeway.js";

const leeway = new Leeway();
/** Holds back its answers until the test lets them go. */
const held: (() => void)[] = [];
let far: FarEnd;
beforeAll(async () => {
  far = await new FarEnd((_nth, response) => {
    held.push(() => response.setHeader("content-type", "application/json").end('{"ok":true}'));
  }).open();
  await leeway.start();
});
afterAll(async () => {
  far.close();
  await leeway.close();
});

const set = (id: string) => node(id, "logic.set", { fields: [{ name: "a", value: 1 }] });
const slow = () =>
  document(
    "Slow",
    [
      node("in", "trigger.manual"),
      set("before"),
      node("call", "http.request", { method: "GET", url: far.url }),
      set("after"),
    ],
    chain("in", "before", "call", "after"),
  );
const save = async (): Promise<string> => (await leeway.api("POST", "/workflows", { document: slow() })).id;
const start = async (workflowId: string): Promise<string> =>
  (await leeway.api("POST", `/workflows/${workflowId}/runs`, {})).runId;
const letGo = async () => (await eventually("a call at the far end", async () => held.shift()))();
const ids = (stream: EventStream) => stream.messages.map(({ id }) => Number(id));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("the events of a run", () => {
  test("come as they happen, numbered by their place in the log, and end with the run", async () => {
    const runId = await start(await save());
    const stream = await EventStream.open(leeway, `/runs/${runId}/events`);
    expect([stream.status, stream.type]).toEqual([200, "text/event-stream"]);
    await eventually("the call's begin", async () => stream.messages.some(({ data }) => data["nodeId"] === "call"));
    expect(stream.messages.some(({ data }) => data["type"] === "run.finished")).toBe(false);
    await letGo();
    expect(await stream.ended).toBe(true);
    expect(ids(stream)).toEqual(upTo(stream.messages.length));
    expect(stream.messages.map(({ id, data }) => Number(id) === data["seq"])).not.toContain(false);
    expect(stream.messages.at(-1)?.data).toMatchObject({ type: "run.finished", status: "succeeded" });
  });

  test("go on after the number that was seen last, at any of them, without a gap or a repetition", async () => {
    const runId = await start(await save());
    const early = await EventStream.open(leeway, `/runs/${runId}/events`);
    await eventually("the call's begin", async () => early.messages.some(({ data }) => data["nodeId"] === "call"));
    early.close();
    const seen = ids(early);
    const resumed = await EventStream.open(leeway, `/runs/${runId}/events`, { "last-event-id": String(seen.at(-1)) });
    await letGo();
    await resumed.ended;
    expect([...seen, ...ids(resumed)]).toEqual(upTo(seen.length + resumed.messages.length));
    const last = Number(resumed.messages.at(-1)?.id);
    for (const after of upTo(last)) {
      const again = await EventStream.open(leeway, `/runs/${runId}/events`, { "last-event-id": String(after) });
      expect(await again.ended).toBe(true);
      expect(ids(again)).toEqual(upTo(last).slice(after));
    }
  });

  test("after a number that is not in the log come from the beginning", async () => {
    const runId = await start(await save());
    await letGo();
    await leeway.settled(runId);
    for (const bad of ["x", "-1", "1.5", "", "1000000"]) {
      const stream = await EventStream.open(leeway, `/runs/${runId}/events`, { "last-event-id": bad });
      await stream.ended;
      expect({ bad, first: ids(stream)[0] }).toEqual({ bad, first: 1 });
    }
  });

  test("of a run that is not there are refused as a problem document, not as a stream", async () => {
    const stream = await EventStream.open(leeway, "/runs/run_nobody/events");
    expect([stream.status, stream.type]).toEqual([404, "application/problem+json; charset=utf-8"]);
  });
});

describe("the events of a workflow", () => {
  test("tell of its new runs and of their end, and of no other workflow's", async () => {
    const [mine, other] = [await save(), await save()];
    const stream = await EventStream.open(leeway, `/workflows/${mine}/events`);
    const theirs = await start(other);
    const runId = await start(mine);
    await letGo();
    await letGo();
    await leeway.settled(theirs);
    await eventually("the end of the run", async () =>
      stream.messages.some(({ data }) => data["status"] === "succeeded"),
    );
    stream.close();
    expect(new Set(stream.messages.map(({ data }) => data["runId"]))).toEqual(new Set([runId]));
    const places = stream.messages.map(({ data }) => Number(data["seq"]));
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
  });
});

describe("streams that are open", () => {
  test("end within seconds when the session or the key that opened them ends", async () => {
    const workflowId = await save();
    const own = { origin: leeway.origin, "content-type": "application/json", cookie: "" };
    const as = (method: string, path: string, body?: unknown) =>
      fetch(`${leeway.origin}/api/v1${path}`, {
        method,
        headers: own,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    const signedIn = await as("POST", "/auth/sign-in", {
      email: "owner@leeway.example",
      password: "correct horse battery",
    });
    own.cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { id, key } = (await (await as("POST", "/api-keys", { name: "short" })).json()) as Record<string, string>;
    const byKey = await EventStream.open(leeway, `/workflows/${workflowId}/events`, { authorization: `Bearer ${key}` });
    const stays = await EventStream.open(leeway, `/workflows/${workflowId}/events`);
    const bySession = await as("GET", `/workflows/${workflowId}/events`);
    expect([byKey.status, bySession.status]).toEqual([200, 200]);
    expect((await as("DELETE", `/api-keys/${id}`)).status).toBe(204);
    expect((await as("POST", "/auth/sign-out", {})).status).toBe(204);
    expect(await byKey.ended).toBe(true);
    await bySession.text();
    expect(await Promise.race([stays.ended, new Promise((resolve) => setTimeout(resolve, 2_500, "open"))])).toBe(
      "open",
    );
    stays.close();
  });
});

describe("a server that stops", () => {
  test("ends the streams that are open, at once, and resumes them after the start", async () => {
    const workflowId = await save();
    const runId = await start(workflowId);
    const events = await EventStream.open(leeway, `/runs/${runId}/events`);
    const changes = await EventStream.open(leeway, `/workflows/${workflowId}/events`);
    await eventually("the call's begin", async () => events.messages.some(({ data }) => data["nodeId"] === "call"));
    await eventually("the call at the far end", async () => held.length > 0);
    let exited = false;
    const stopped = leeway.kill("SIGTERM").finally(() => (exited = true));
    expect(await Promise.all([events.ended, changes.ended])).toEqual([true, true]);
    expect(exited).toBe(false);
    await letGo();
    expect(await stopped).toBe(0);
    await leeway.start();
    const seen = ids(events);
    const resumed = await EventStream.open(leeway, `/runs/${runId}/events`, { "last-event-id": String(seen.at(-1)) });
    await resumed.ended;
    expect([...seen, ...ids(resumed)]).toEqual(upTo(seen.length + resumed.messages.length));
    expect(resumed.messages.at(-1)?.data).toMatchObject({ type: "run.finished", status: "succeeded" });
  });
});
