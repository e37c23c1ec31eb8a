import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { HttpAnswer, HttpCall } from "@leeway/engine";
import { expect, test } from "vitest";
import { Exchange } from "./exchange.js";

/** Collects all of it once: `queryObjects` does so seven times over, four seconds of a worker that has loaded everything. */
async function collected(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  // What is looked at through a `WeakRef` lives until the turn ends.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
}

/** An exchange, and its call as far as somebody still holds it: with the call, all that hangs on it. */
function made(answers: HttpAnswer[] = []) {
  const call: HttpCall = {
    method: "GET",
    url: "http://far.example/",
    headers: {},
    timeoutMs: 30_000,
    fresh: false,
    allowedHosts: undefined,
    cancellation: { requested: false, onRequest: () => () => {} },
    beforeWrite: () => true,
  };
  const exchange = new Exchange(call, new URL(call.url), 1_000, (answer) => answers.push(answer));
  return { exchange, held: new WeakRef(call) };
}

test("an exchange that has its answer holds nothing of its call any more", async () => {
  const answers: HttpAnswer[] = [];
  const [answered, open] = [made(answers), made()];
  answered.exchange.onResponseStart(null as never, 200, { "content-type": "text/plain" });
  answered.exchange.onResponseData(null as never, Buffer.from("well"));
  answered.exchange.onResponseEnd();
  expect(answers).toEqual([{ kind: "answered", status: 200, headers: { "content-type": "text/plain" }, body: "well" }]);
  await collected();
  expect(open.held.deref()).toBeDefined();
  expect(answered.held.deref()).toBeUndefined();
  // Both are still held themselves.
  expect([answered.exchange, open.exchange]).toEqual([expect.any(Exchange), expect.any(Exchange)]);
  open.exchange.onResponseError(null, new Error("the end"));
});
