import "reflect-metadata";
import { LocalWakeups, MemoryRateGate, type OpenSecret } from "@leeway/engine";
import { VirtualClock } from "@leeway/engine/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { GuardedMail } from "../adapters/mail/guarded-mail.js";
import { ServiceCalls } from "./service-calls.js";

let farEnd: Server;
let http: GuardedHttp;
let arrivals: number;
let clock: VirtualClock;
let calls: ServiceCalls;
let secret: OpenSecret;
let gate: MemoryRateGate;
let listeners: number;

beforeEach(async () => {
  arrivals = 0;
  farEnd = createServer((_request, answer) => {
    arrivals++;
    answer.end(JSON.stringify({ status: 1, data: [] }));
  });
  await new Promise<void>((done) => farEnd.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(farEnd.address() as AddressInfo).port}`;
  clock = new VirtualClock();
  const wakeups = new LocalWakeups();
  listeners = 0;
  const counted = {
    nudge: (runId: string) => wakeups.nudge(runId),
    full: false,
    onNudge: (listener: (runId: string) => void) => {
      listeners += 1;
      const forget = wakeups.onNudge(listener);
      return () => {
        listeners -= 1;
        forget();
      };
    },
  };
  http = new GuardedHttp({ allowPrivateHosts: [host], sandbox: () => undefined });
  gate = new MemoryRateGate(clock, (runId) => wakeups.nudge(runId));
  calls = new ServiceCalls(gate, clock, counted, http, new GuardedMail({ allowPrivateHosts: [] }));
  const data = { token: "a", baseUrl: `http://${host}` };
  secret = { type: "leelooToken", data, allowedHosts: [host], censor: [], pool: { key: "k", limit: 1 } };
});
afterEach(async () => {
  await http.close();
  farEnd.closeAllConnections();
  farEnd.close();
});

const ask = () => calls.ask("leeloo.tag.list", {}, { workspaceId: "ws_1", secret });

test("a call waits for a ticket that comes soon", async () => {
  expect(await ask()).toMatchObject({ kind: "done" });
  await clock.run(55_000);
  const second = ask();
  await clock.run(5_000);
  expect(arrivals).toBe(1);
  await clock.run(1_000);
  expect(await second).toMatchObject({ kind: "done" });
  expect(arrivals).toBe(2);
});

test("a call that nobody will wait for ends as limited, and nothing was sent", async () => {
  expect(await ask()).toMatchObject({ kind: "done" });
  const second = ask();
  await clock.run(12_500);
  expect(await second).toMatchObject({ kind: "failed", error: { code: "service.limited" } });
  expect(arrivals).toBe(1);
});

test("one that gave up passes its ticket on at once", async () => {
  expect(await ask()).toMatchObject({ kind: "done" });
  const gaveUp = ask();
  await clock.run(55_000);
  expect(await gaveUp).toMatchObject({ kind: "failed" });
  const patient = ask();
  await clock.run(6_000);
  expect(await patient).toMatchObject({ kind: "done" });
});

test("one that gave up leaves nothing behind, while the token is paused as well", async () => {
  const pool = { key: "k", limit: 1 };
  await gate.pause(pool);
  for (let time = 0; time < 3; time++)
    expect(await ask()).toMatchObject({ kind: "failed", error: { code: "service.paused" } });
  expect([listeners, gate.meter("k")?.waiting.critical]).toEqual([0, 0]);
});
