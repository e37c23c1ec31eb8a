import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** A Leeway whose sandbox is off: there is nowhere for a rehearsal to go. */
const leeway = new Leeway();
beforeAll(() => leeway.start({ LEEWAY_SANDBOX: "off" }), 30_000);
afterAll(() => leeway.close());

test("a rehearsal without a sandbox is refused before anything begins, and a run is not", async () => {
  const nodes = [node("in", "trigger.manual"), node("a", "logic.set", { fields: [{ name: "a", value: 1 }] })];
  const { id } = await leeway.api("POST", "/workflows", { document: document("Show", nodes, chain("in", "a")) });
  const inUkrainian = { "accept-language": "uk" };
  const refused = await leeway.call("POST", `/workflows/${id}/runs`, { rehearsal: true }, inUkrainian);
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { code: "run.noSandbox", title: "Репетиція не може початися", detail: expect.stringContaining("пісочниця") },
  ]);
  expect((await leeway.api("GET", "/runs")).items).toEqual([]);
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { rehearsal: false });
  expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
});
