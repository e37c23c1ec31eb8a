import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway, eventually } from "./leeway.js";

/** What the sandbox's events may start, and who may call it, on the real server. */
const leeway = new Leeway();
const andrii = "66fac2b853d5470e1ed207a0";
let credential = "";
beforeAll(async () => {
  await leeway.start();
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
  await leeway.api("PUT", "/sandbox/events-target", { url: (await leeway.api("GET", "/leeloo-hub")).url });
});
afterAll(() => leeway.close());

const ordering = (name: string, trigger: string, params: Record<string, unknown> = {}) => {
  const offer = { offerId: "5e3c357bf04b1f000c27b83a", paymentCreditsId: "5e3c3533f04b1f000c27b534" };
  const order = { ...node("order", "leeloo.order.create", { personId: andrii, ...offer }), credential };
  return document(name, [node("begin", trigger, params), order], chain("begin", "order"));
};
const runsOf = async (id: string) => (await leeway.api("GET", `/runs?workflowId=${id}`)).items;
const deliveries = async () => (await leeway.api("GET", "/sandbox/events")).deliveries;

test("a workflow on ORDER that creates an order in the sandbox does not start itself: it rehearses once", async () => {
  const { id } = await leeway.publish(ordering("Loop", "trigger.leelooEvent", { events: ["ORDER"] }));
  await leeway.api("POST", "/sandbox/events", { type: "ORDER", personId: andrii });
  const run = await eventually("the run", async () => (await runsOf(id))[0]);
  await leeway.settled(run.id, ["succeeded"]);
  expect((await leeway.api("GET", "/sandbox/state")).orders).toHaveLength(2);
  const listed = await deliveries();
  expect(listed).toMatchObject([{ withheld: "rehearsal", event: { type: "ORDER" } }, { status: 200 }]);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await runsOf(id)).toMatchObject([{ rehearsal: true }]);
  const { items } = await leeway.api("GET", "/leeloo-events");
  expect(items).toMatchObject([{ type: "ORDER", fromSandbox: true }]);

  // A real run in the sandbox makes an event: one further rehearsal, and that is the end.
  const manual = await leeway.publish(ordering("By hand", "trigger.manual"));
  const { runId } = await leeway.api("POST", `/workflows/${manual.id}/runs`, {});
  await leeway.settled(runId, ["succeeded"]);
  await eventually("the second run", async () => (await runsOf(id)).length === 2);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await runsOf(id)).map(({ rehearsal }: { rehearsal: boolean }) => rehearsal)).toEqual([true, true]);
});

test("a stranger's call starts nothing, and from elsewhere it does nothing at all", async () => {
  const before = (await leeway.api("GET", "/leeloo-events")).items.length;
  const post = (more: Record<string, string>) =>
    fetch(`${leeway.origin}/sandbox/api/v2/people`, {
      method: "POST",
      headers: { "x-leeloo-authtoken": "sandbox", "content-type": "application/json", ...more },
      body: JSON.stringify({ name: "Чужа", leadgentool_id: "5e1f119d6c384804b31e945e" }),
    });
  const forwarded = await post({ "x-forwarded-for": "127.0.0.1" });
  expect([forwarded.status, await forwarded.text()]).toEqual([403, expect.stringContaining("same machine")]);
  const closed = await post({ "x-leeway-caller": "guess ws", "accept-language": "uk" });
  expect([closed.status, await closed.json()]).toEqual([
    403,
    { status: 0, message: expect.stringContaining("пісочниця") },
  ]);
  const names = async () =>
    (await leeway.api("GET", "/sandbox/state")).people.map(({ name }: { name: string }) => name);
  expect(await names()).not.toContain("Чужа");
  expect((await post({})).status).toBe(200);
  expect(await names()).toContain("Чужа");
  expect((await deliveries())[0]).toMatchObject({ withheld: "outside", event: { data: { name: "Чужа" } } });
  expect((await leeway.api("GET", "/leeloo-events")).items).toHaveLength(before);
});
