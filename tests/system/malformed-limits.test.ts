import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { document, node } from "./documents.js";
import { Leeway } from "./leeway.js";
import type { Rubbish } from "./rubbish.js";
import { apiRoutes, Volley, type Target } from "./volley.js";

const REQUESTS = { short: 1_000, long: 100_000 };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const names = ["id", "name", "document", "payload"];

/** With limits that rubbish is far beyond, behind a proxy that says from where it comes. */
const leeway = new Leeway();
let volley: Volley;
let hook = "";
const surfaces = {} as Record<"a key" | "strangers of one network" | "strangers of all networks", Target>;

beforeAll(async () => {
  await leeway.start();
  hook = (await leeway.publish(document("Hook", [node("in", "trigger.webhook", { respond: "accepted" })], []))).hook;
  const routes = await apiRoutes(leeway);
  await leeway.kill("SIGTERM");
  await leeway.start({ LEEWAY_TRUST_PROXY: "on", LEEWAY_MAX_CALLS: "60", LEEWAY_MAX_STRANGER_CALLS: "60" });
  volley = new Volley(leeway);
  const addresses = ["/hooks/:key", "/hooks-test/:key", "/hooks/resume/:key", "/hooks/leeloo/:key", "/forms/:key"];
  const open = addresses.flatMap((path) => ["GET", "POST"].map((method) => [method, path] as const));
  const all = { methods, names, parts: {}, routes: [...routes, ...open] };
  surfaces["a key"] = { ...all, routes, as: { authorization: leeway.authorization } };
  surfaces["strangers of one network"] = { ...all, as: { "x-forwarded-for": "203.0.113.7" } };
  surfaces["strangers of all networks"] = { ...all, dress: fromSomewhere };
});
afterAll(async () => {
  await volley.close();
  await leeway.close();
});

let network = 0;
/** Each from a network of its own: more of them than are remembered. */
function fromSomewhere(one: Rubbish): Rubbish {
  network += 1;
  const address = `2001:db8:${(network >> 16).toString(16)}:${(network & 0xffff).toString(16)}::1`;
  return { ...one, headers: { ...one.headers, "x-forwarded-for": address } };
}

describe.each(["a key", "strangers of one network", "strangers of all networks"] as const)(
  "%s beyond the limit",
  (who) => {
    test(
      "are refused without a fault of ours, and leave nothing behind in memory",
      () => volley.at(`${who}, beyond the limit`, surfaces[who], amount(REQUESTS)),
      patience(REQUESTS),
    );
  },
);

test("a right webhook is taken after all of it, also from where rubbish came", async () => {
  const answer = await fetch(hook, { method: "POST", headers: { "x-forwarded-for": "203.0.113.7" } });
  expect(answer.status).toBe(202);
});
