import { expect, test, vi } from "vitest";
import { LocalRunFeed, type RunEvent } from "@leeway/engine";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { readState } from "./read-state.js";
import { RunWatch } from "./run-watch.js";
import { AccessChanges } from "../config/access-changes.js";
import { WorkflowNews } from "../workflows/workflow-news.js";
import { holdUp, readerOf } from "./stream-reader.js";

const access = new AccessChanges();

/** A log of 40 events that gives ten at once and counts how often it is read. */
function longLog() {
  const log = Array.from({ length: 40 }, (_, index): RunEvent => {
    const seq = index + 1;
    return { seq, type: "step.skipped", because: "dead", at: 0, key: `s${seq}`, nodeId: `s${seq}` };
  });
  const store = {
    reads: 0,
    eventsAfter: async (_: string, after: number) => {
      store.reads += 1;
      return log.slice(after, after + 10);
    },
  };
  return store;
}

test("a log is read on only when what was given is taken, and no more once nobody listens", async () => {
  const store = longLog();
  const take: (() => void)[] = [];
  const taken = () => new Promise<void>((resolve) => take.push(resolve));
  const watch = new RunWatch(store as never, new LocalRunFeed(), {} as never, new WorkflowNews({} as never), access);
  const seen: (string | undefined)[] = [];
  const stream = watch.stream("r", 0, { taken, welcome: () => true });
  const reading = stream.subscribe(({ id }) => id !== undefined && seen.push(id));
  await vi.waitUntil(() => take.length === 1, { interval: 5, timeout: 90_000 });
  expect([store.reads, seen.length]).toEqual([1, 10]);
  take.shift()?.();
  await vi.waitUntil(() => take.length === 1, { interval: 5, timeout: 90_000 });
  expect([store.reads, seen.length]).toEqual([2, 20]);
  reading.unsubscribe();
  take.shift()?.();
  await pause(20);
  expect(store.reads).toBe(2);
});

test("a log that comes in pieces is folded to its end", async () => {
  expect((await readState(longLog() as never, "r")).seq).toBe(40);
});

test("a stream ends in the moment in which it is said that access has changed, if it is theirs", () => {
  const watch = new RunWatch(
    longLog() as never,
    new LocalRunFeed(),
    {} as never,
    new WorkflowNews({} as never),
    access,
  );
  const welcome = { anna: true, bohdan: true };
  const ended: string[] = [];
  for (const name of ["anna", "bohdan"] as const)
    watch.changes("w", { welcome: () => welcome[name] }).subscribe({ complete: () => ended.push(name) });
  access.next();
  expect(ended).toEqual([]);
  welcome.anna = false;
  access.next();
  expect(ended).toEqual(["anna"]);
  watch.endStreams();
  expect(ended).toEqual(["anna", "bohdan"]);
});

test("a stream ends soon after who opened it may read no more", async () => {
  const watch = new RunWatch(
    longLog() as never,
    new LocalRunFeed(),
    {} as never,
    new WorkflowNews({} as never),
    access,
  );
  let welcome = true;
  const ended = new Promise<void>((complete) => {
    watch.changes("w", { welcome: () => welcome }).subscribe({ complete });
  });
  expect(await Promise.race([ended, pause(2_500, "open")])).toBe("open");
  welcome = false;
  await ended;
});

test("what a client does not read is not taken, until it reads or leaves", async () => {
  const asked: ServerResponse[] = [];
  const server = createServer((_, response) => asked.push(response.writeHead(200)) && response.flushHeaders());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const open = () =>
    new Promise<IncomingMessage>((resolve) => get({ port: (server.address() as AddressInfo).port }, resolve));
  const begun = async () => {
    const client = await open();
    const response = asked.pop()!;
    const { taken } = readerOf(response, () => true);
    await taken();
    response.write(Buffer.alloc(30_000_000));
    const done = taken();
    expect(await Promise.race([done, pause(300, "full")])).toBe("full");
    return { client, response, done };
  };
  const reader = await begun();
  reader.client.resume();
  await reader.done;
  reader.response.end();
  const leaver = await begun();
  leaver.client.destroy();
  await leaver.done;
  server.closeAllConnections();
  server.close();
});

test("nothing more is read for a response that is held up, however often, and whatever becomes of that", async () => {
  const response = Object.assign(Object.create(null), { destroyed: false, writableNeedDrain: false }) as ServerResponse;
  const { taken } = readerOf(response, () => true);
  await taken();
  const steps: string[] = [];
  let [fail, go] = [() => {}, () => {}];
  const first = new Promise<void>((_, reject) => (fail = () => reject(new Error("gone"))));
  const second = new Promise<void>((resolve) => (go = resolve));
  holdUp(response, first);
  const done = taken().then(() => steps.push("read on"));
  await pause(20);
  steps.push("first");
  fail();
  holdUp(response, second);
  await pause(20);
  steps.push("second");
  go();
  await done;
  expect(steps).toEqual(["first", "second", "read on"]);
});
