import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** Long lists, read page by page through the limiter of the real server, against its sandbox. */
const leeway = new Leeway();
/** Its token has seen no call yet. */
const fresh = new Leeway();
beforeAll(() => Promise.all([leeway.start(), fresh.start()]));
afterAll(() => Promise.all([leeway.close(), fresh.close()]));

/** Begins to read everybody, a page of one person each, with a token that may be used so often in a minute. */
async function begin(leeway: Leeway, limitPerMinute: number): Promise<string> {
  const data = { token: "sandbox", baseUrl: `${leeway.origin}/sandbox/api/v2`, limitPerMinute };
  const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const params = { pages: "all", maxEntries: 100, limit: 1 };
  const nodes = [node("in", "trigger.manual"), node("all", "leeloo.person.list", params, { credential })];
  const { id } = await leeway.api("POST", "/workflows", { document: document("All", nodes, chain("in", "all")) });
  return (await leeway.api("POST", `/workflows/${id}/runs`, { version: "draft" })).runId as string;
}

const people = async () => (await leeway.api("GET", "/sandbox/state")).people as { id: string }[];

test("all pages become one answer in the shape of the first, with one call each", async () => {
  const runId = await begin(leeway, 290);
  expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  const { output, attempts, input } = await leeway.api("GET", `/runs/${runId}/steps/all`);
  const everybody = (await people()).map(({ id }) => id).toSorted();
  expect(everybody.length).toBeGreaterThan(2);
  expect((output.data as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(everybody);
  expect(output.meta).toMatchObject({ limit: 1, offset: 0, totalCount: everybody.length });
  expect([attempts, input.pages, output.meta.truncated]).toEqual([1, "all", undefined]);
  const { items } = await leeway.api("GET", "/sandbox/requests?limit=100");
  const asked = (items as { path: string }[]).filter(({ path }) => path.startsWith("/people"));
  expect(asked).toHaveLength(everybody.length);
  expect(JSON.stringify(asked)).not.toMatch(/pages|maxEntries/);
});

test("a list that waits for the limiter says how far it has come and for what it waits, and stops when told to", async () => {
  const runId = await begin(fresh, 2);
  const step = await eventually("the wait in between", async () => {
    const one = await fresh.api("GET", `/runs/${runId}/steps/all`);
    return one.waitingFor ? one : undefined;
  });
  expect(step).toMatchObject({
    status: "running",
    attempts: 1,
    waitingFor: { reason: "limit" },
    progress: { done: 2, total: expect.any(Number) },
  });
  await fresh.api("POST", `/runs/${runId}/cancel`);
  expect(await fresh.settled(runId)).toMatchObject({ status: "cancelled" });
  expect(await fresh.api("GET", `/runs/${runId}/steps/all`)).toMatchObject({ status: "cancelled", output: null });
});
