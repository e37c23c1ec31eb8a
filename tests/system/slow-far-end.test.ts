import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, eventually } from "./leeway.js";

const leeway = new Leeway();
let slow: FarEnd;
let quick: FarEnd;
beforeAll(async () => {
  slow = await new FarEnd(() => {}).open();
  quick = await new FarEnd((_, response) => response.end("{}")).open();
  await leeway.start();
});
afterAll(async () => {
  slow.close();
  quick.close();
  await leeway.close();
});

const calling = (name: string, url: string) =>
  document(
    name,
    [node("in", "trigger.webhook"), node("call", "http.request", { method: "GET", url }, { timeoutSeconds: 60 })],
    chain("in", "call"),
  );

test("a far end that does not answer holds up no workflow that talks to another one", async () => {
  const [stuck, free] = [
    await leeway.publish(calling("Stuck", slow.url)),
    await leeway.publish(calling("Free", quick.url)),
  ];
  for (let sent = 0; sent < 700; sent += 100)
    await Promise.all(Array.from({ length: 100 }, () => fetch(stuck.hook, { method: "POST" })));
  await eventually("as many calls as one host may have open", async () => slow.arrivals.length >= 500);
  const { runId } = (await (await fetch(free.hook, { method: "POST" })).json()) as { runId: string };
  expect((await leeway.settled(runId)).status).toBe("succeeded");
  expect(slow.arrivals.length).toBe(500);
});
