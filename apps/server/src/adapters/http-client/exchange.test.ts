import { queryObjects } from "node:v8";
import type { HttpAnswer, HttpCall } from "@leeway/engine";
import { expect, test } from "vitest";
import { Exchange } from "./exchange.js";

/** Stands for all that hangs on a call: its run. */
class CallOfRun implements HttpCall {
  method = "GET";
  url = "http://far.example/";
  headers = {};
  timeoutMs = 30_000;
  fresh = false;
  allowedHosts = undefined;
  cancellation = { requested: false, onRequest: () => () => {} };
  beforeWrite = () => true;
}

test("an exchange that has its answer holds nothing of its call any more", async () => {
  const answers: HttpAnswer[] = [];
  const exchange = new Exchange(new CallOfRun(), new URL("http://far.example/"), 1_000, (answer) =>
    answers.push(answer),
  );
  expect(queryObjects(CallOfRun)).toBe(1);
  exchange.onResponseStart(null as never, 200, { "content-type": "text/plain" });
  exchange.onResponseData(null as never, Buffer.from("well"));
  exchange.onResponseEnd();
  expect(answers).toEqual([{ kind: "answered", status: 200, headers: { "content-type": "text/plain" }, body: "well" }]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(queryObjects(CallOfRun)).toBe(0);
  expect(exchange).toBeInstanceOf(Exchange);
});
