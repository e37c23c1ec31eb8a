import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway, eventually } from "./leeway.js";

/** What becomes of calls whose answer never came: the built-in Leeloo takes them, or does not, and hangs up. */
const leeway = new Leeway();
let credential = "";
beforeAll(async () => {
  await leeway.start();
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
});
afterAll(() => leeway.close());

const fail = (kind: "cutAfter" | "cutBefore", path: string, times = 1) =>
  leeway.api("POST", "/sandbox/faults", { with: kind, match: { method: "POST", path }, times });

interface Sent {
  method: string;
  path: string;
}
/** Calls that say this. */
const sent = async (path: string, words: string) => {
  const { items } = (await leeway.api("GET", "/sandbox/requests?limit=100")) as { items: Sent[] };
  return items.filter((one) => one.method === "POST" && one.path.endsWith(path) && JSON.stringify(one).includes(words))
    .length;
};

async function person() {
  const { id } = await leeway.api("POST", "/workflows", {
    document: document(
      "New person",
      [
        node("in", "trigger.manual"),
        node(
          "make",
          "leeloo.person.create",
          { name: "Olena", leadgentool_id: "5e1f119d6c384804b31e945e" },
          { credential },
        ),
      ],
      chain("in", "make"),
    ),
  });
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
  await leeway.settled(runId);
  const { data } = (await leeway.api("GET", `/runs/${runId}/steps/make`)).output as {
    data: { id: string; person_id: string };
  };
  return data;
}

async function begin(type: string, params: Record<string, unknown>): Promise<string> {
  const one = document(
    "One call",
    [node("in", "trigger.manual"), node("call", type, params, { credential })],
    chain("in", "call"),
  );
  const { id } = await leeway.api("POST", "/workflows", { document: one });
  return (await leeway.api("POST", `/workflows/${id}/runs`, {})).runId;
}
const statusOf = async (runId: string) => (await leeway.api("GET", `/runs/${runId}`)).status;
const stepOf = (runId: string) => leeway.api("GET", `/runs/${runId}/steps/call`);

describe("a call that was taken, and whose answer never came", () => {
  test("as a message settles by itself, and nobody is written to twice", async () => {
    const { id } = await person();
    await fail("cutAfter", "/messages/send-message");
    const runId = await begin("leeloo.message.send", { account_id: id, text: "Your order is on its way" });
    await eventually("a doubt", async () => (await statusOf(runId)) === "needs_attention");
    await eventually("its end", async () => (await statusOf(runId)) === "succeeded");
    expect(await sent("/messages/send-message", "on its way")).toBe(1);
    expect(await stepOf(runId)).toMatchObject({ status: "succeeded", attempts: 1, resolvedBy: "check" });
  });

  test("as an order settles by itself, with the order's own number for the steps that follow", async () => {
    const { person_id } = await person();
    await fail("cutAfter", "/orders");
    const runId = await begin("leeloo.order.create", {
      personId: person_id,
      offerId: "5e3c357bf04b1f000c27b83a",
      paymentCreditsId: "5e3c3533f04b1f000c27b534",
    });
    await eventually("its end", async () => (await statusOf(runId)) === "succeeded");
    expect(await sent("/orders", person_id)).toBe(1);
    const step = await stepOf(runId);
    expect(step.output).toMatchObject({
      status: 1,
      data: { id: expect.stringMatching(/^[0-9a-f]{24}$/), status: "OPENED" },
    });
  });
});

test("a message that was not taken stays a doubt, and the step says what was looked for and seen", async () => {
  const { id } = await person();
  await fail("cutBefore", "/messages/send-message");
  const runId = await begin("leeloo.message.send", { account_id: id, text: "Are you there?" });
  await eventually("a look", async () => (await stepOf(runId)).check !== undefined);
  expect(await stepOf(runId)).toMatchObject({ status: "unknown", check: { found: [], times: 1 } });
  expect(await statusOf(runId)).toBe("needs_attention");
});

test("a message of which nobody knows whether it arrived is not sent again with many others, once its run is cancelled", async () => {
  const { id } = await person();
  await fail("cutBefore", "/messages/send-message");
  const runId = await begin("leeloo.message.send", { account_id: id, text: "Perhaps it came" });
  await eventually("a doubt", async () => (await statusOf(runId)) === "needs_attention");
  await leeway.api("POST", `/runs/${runId}/cancel`);
  await leeway.settled(runId);
  expect([await statusOf(runId), (await stepOf(runId)).status]).toEqual(["cancelled", "unknown"]);
  const before = await sent("/messages/send-message", "Perhaps it came");
  const filter = { ids: [runId], status: ["cancelled"] };
  expect(await leeway.api("POST", "/runs/replay", { filter })).toEqual({ count: 0, left: 1 });
  expect(await sent("/messages/send-message", "Perhaps it came")).toBe(before);
});

test("two equal messages to one person at the same time are left to a person, though both arrived", async () => {
  const { id } = await person();
  await fail("cutAfter", "/messages/send-message", 2);
  const runs = await Promise.all([1, 2].map(() => begin("leeloo.message.send", { account_id: id, text: "Hello!" })));
  for (const runId of runs) await eventually("a look", async () => (await stepOf(runId)).check !== undefined);
  const seen: string[][] = [];
  for (const runId of runs) {
    const { status, check } = await stepOf(runId);
    expect(status).toBe("unknown");
    seen.push(check.found.map(({ text }: { text: string }) => text));
    expect(await statusOf(runId)).toBe("needs_attention");
  }
  // Whichever looks first may do so before the other has written; whichever looks last has both before it.
  expect(seen.toSorted((one, other) => one.length - other.length).at(-1)).toEqual(["Hello!", "Hello!"]);
  expect(await sent("/messages/send-message", "Hello!")).toBe(2);
});

test("a run whose message turns out to have arrived goes on in its turn, where only one may go at a time", async () => {
  const { id: account } = await person();
  const { id } = await leeway.api("POST", "/workflows", {
    document: {
      ...document(
        "One at a time",
        [
          node("in", "trigger.manual"),
          node(
            "call",
            "leeloo.message.send",
            { account_id: account, text: "In turn, {{ trigger.name }}" },
            { credential },
          ),
          node("ask", "logic.wait", { mode: "approval", message: "Go on?" }),
        ],
        chain("in", "call", "ask"),
      ),
      settings: { concurrency: { limit: 1, policy: "queue" } },
    },
  });
  await fail("cutAfter", "/messages/send-message");
  const start = async (name: string) =>
    (await leeway.api("POST", `/workflows/${id}/runs`, { payload: { name } })).runId as string;
  const [first, second] = [await start("Olena"), await start("Petro")];
  const asks = (runId: string) =>
    eventually("the question", async () => {
      const found = await leeway.api("GET", `/runs/${runId}`);
      return found.held === null && found.waitingFor?.reason === "approval";
    });
  await asks(second);
  await eventually("a look", async () => (await stepOf(first)).resolvedBy === "check");
  await eventually("its turn to come", async () => (await leeway.api("GET", `/runs/${first}`)).held === "place");
  expect(await leeway.api("GET", `/runs/${first}`)).toMatchObject({ status: "waiting" });
  await leeway.api("POST", `/runs/${second}/steps/ask/approve`, { approved: true });
  await asks(first);
  expect(await sent("/messages/send-message", "In turn, ")).toBe(2);
});
