import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, eventually } from "./leeway.js";

const leeway = new Leeway();
let far: FarEnd;
beforeAll(async () => {
  far = await new FarEnd(() => {}).open();
  await leeway.start();
});
afterAll(async () => {
  far.close();
  await leeway.close();
});

test("a stop with hundreds of calls in flight that are never answered tells of no fault", async () => {
  const data = { token: "t", baseUrl: far.url, limitPerMinute: 1_000 };
  const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Slow", data });
  const items = Array.from({ length: 100 }, (_, index) => index);
  const call = (id: string, extra: object) =>
    node(id, "http.request", { url: far.url, ...extra }, { parent: "loop", timeoutSeconds: 60 });
  const person = node(
    "person",
    "leeloo.person.get",
    { person_id: "5f5b8a3c1d2e4f0012345678" },
    { parent: "loop", timeoutSeconds: 60, credential },
  );
  const { hook } = await leeway.publish(
    document(
      "Stuck",
      [
        node("in", "trigger.webhook"),
        node("loop", "logic.each", { items, concurrency: 100 }),
        node("begin", "logic.set", { fields: [] }, { parent: "loop" }),
        call("send", { method: "POST" }),
        call("read", { method: "GET" }),
        person,
      ],
      [
        ...chain("in", "loop"),
        edge("loop", "begin", "item"),
        ...["send", "read", "person"].map((id) => edge("begin", id)),
      ],
    ),
  );
  for (let run = 0; run < 3; run++) await fetch(hook, { method: "POST" });
  await eventually("hundreds of calls", async () => far.arrivals.length >= 490);
  leeway.log = "";
  expect(await leeway.kill("SIGTERM")).toBe(0);
  const told = leeway.log.split("\n").filter((line) => /"level":(40|50|60)|fault|not open/.test(line));
  expect(told).toEqual([]);
});
