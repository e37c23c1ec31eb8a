import Database from "better-sqlite3";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** Which calls a webhook takes, and how long it keeps its caller waiting, by the options of its trigger. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const set = node("s", "logic.set", { fields: [{ name: "n", value: "{{ trigger.body.n ?? null }}" }] });
const publish = (params: Record<string, unknown>, ...more: unknown[]) =>
  leeway.publish(document("Limited", [node("in", "trigger.webhook", params), set, ...more], chain("in", "s")));
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const runsOf = async (id: string) => (await leeway.api("GET", `/runs?workflowId=${id}`)).items;

test("a call that is larger than its trigger allows is refused, one that just fits is taken", async () => {
  const { id, hook } = await publish({ maxKb: 2 });
  const sized = (bytes: number) => JSON.stringify({ text: "x".repeat(bytes - '{"text":""}'.length) });
  expect((await post(hook, sized(2_048))).status).toBe(202);
  expect(await codeOf(await post(hook, sized(2_049)))).toEqual([413, "request.tooLarge"]);
  expect(await runsOf(id)).toHaveLength(1);
});

test("calls are taken from the addresses that the trigger names, and from no other", async () => {
  const here = await publish({ addresses: ["203.0.113.0/24", "127.0.0.0/8"] });
  expect((await post(here.hook, {})).status).toBe(202);
  const elsewhere = await publish({ addresses: ["203.0.113.0/24"] });
  // Whatever a caller says of itself: no proxy is trusted here.
  const claimed = { "x-forwarded-for": "203.0.113.7" };
  expect(await codeOf(await post(elsewhere.hook, {}, claimed))).toEqual([403, "hook.fromElsewhere"]);
  expect(await runsOf(elsewhere.id)).toHaveLength(0);
  const { items } = await leeway.api("GET", `/workflows/${elsewhere.id}/hooks`);
  expect(items[0].refused).toMatchObject([{ reason: "address", count: 1 }]);
});

describe("pages of other sites", () => {
  const preflight = (url: string, origin: string) =>
    fetch(url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
  const allowed = (answer: Response) => answer.headers.get("access-control-allow-origin");

  test("may all call where the trigger names none", async () => {
    const { hook } = await publish({});
    const asked = await preflight(hook, "https://any.example");
    expect([asked.status, allowed(asked)]).toEqual([204, "*"]);
    expect(asked.headers.get("access-control-allow-headers")).toBe("*, authorization");
    const answer = await post(hook, {}, { origin: "https://any.example" });
    expect([answer.status, allowed(answer)]).toEqual([202, "*"]);
  });

  test("may call where they are named, as servers may, and others may not", async () => {
    const { id, hook } = await publish({ origins: ["https://shop.example"] });
    const asked = await preflight(hook, "https://shop.example");
    expect([asked.status, allowed(asked), asked.headers.get("vary")]).toEqual([204, "https://shop.example", "Origin"]);
    expect(allowed(await preflight(hook, "https://evil.example"))).toBeNull();
    const answer = await post(hook, {}, { origin: "https://shop.example" });
    expect([answer.status, allowed(answer)]).toEqual([202, "https://shop.example"]);
    expect((await post(hook, {})).status).toBe(202);
    const other = await post(hook, {}, { origin: "https://evil.example" });
    expect([allowed(other), ...(await codeOf(other))]).toEqual([null, 403, "hook.fromElsewhere"]);
    expect((await post(hook, {}, { origin: "null" })).status).toBe(403);
    expect(await runsOf(id)).toHaveLength(2);
  });
});

test("a key counts as a repeat within its window only", async () => {
  const params = { dedupe: "{{ trigger.body.id }}", respond: "last" };
  const soon = await publish({ ...params, dedupeUnit: "seconds", dedupeWindow: 1 });
  const later = await publish({ ...params, dedupeUnit: "hours" });
  for (const { hook } of [soon, later]) expect(await (await post(hook, { id: 7, n: 1 })).json()).toEqual({ n: 1 });
  expect(await (await post(later.hook, { id: 7, n: 2 })).json()).toEqual({ n: 1, duplicate: true });
  const again = await eventually("a run of its own", async () => {
    const answer = (await (await post(soon.hook, { id: 7, n: 3 })).json()) as { n: number; duplicate?: boolean };
    return answer.n === 3 && answer;
  });
  expect(again).toEqual({ n: 3 });
  expect(await runsOf(soon.id)).toHaveLength(2);
  expect(await (await post(later.hook, { id: 7, n: 4 })).json()).toEqual({ n: 1, duplicate: true });
  expect(await runsOf(later.id)).toHaveLength(1);
});

test("a key of any length is kept short, and still tells one event from another", async () => {
  const { id, hook } = await publish({ dedupe: "{{ trigger.body.id }}", respond: "last" });
  const long = (last: string) => `${"x".repeat(100_000)}${last}`;
  expect(await (await post(hook, { id: long("a"), n: 1 })).json()).toEqual({ n: 1 });
  expect(await (await post(hook, { id: long("a"), n: 2 })).json()).toEqual({ n: 1, duplicate: true });
  expect(await (await post(hook, { id: long("b"), n: 3 })).json()).toEqual({ n: 3 });
  const database = new Database(join(leeway.data, "leeway.db"), { readonly: true });
  const keys = database.prepare("SELECT dedupe_key FROM runs WHERE workflow_id = ?").pluck().all(id) as string[];
  database.close();
  expect(keys.map((key) => key.length <= 200)).toEqual([true, true]);
});

test("a caller waits for as long as the trigger says, then learns where the run is", async () => {
  const wait = node("w", "logic.wait", { mode: "duration", amount: 1, unit: "hours" });
  const nodes = [node("in", "trigger.webhook", { respond: "last", respondWithin: 1 }), wait];
  const { hook } = await leeway.publish(document("Slow", nodes, chain("in", "w")));
  const before = performance.now();
  const answer = await post(hook, {});
  const said = (await answer.json()) as { runId: string; url: string };
  expect([answer.status, said.url]).toEqual([202, `${leeway.origin}/runs/${said.runId}`]);
  expect(performance.now() - before).toBeGreaterThan(950);
});

test("an answer of a step that comes too late is not waited for, and the run goes on", async () => {
  const wait = node("w", "logic.wait", { mode: "duration", amount: 2, unit: "seconds" });
  const say = node("say", "logic.respond", { status: 201, headers: {}, body: "late" });
  const nodes = [node("in", "trigger.webhook", { respond: "node", respondWithin: 1 }), wait, say];
  const { hook } = await leeway.publish(document("Late", nodes, chain("in", "w", "say")));
  const answer = await post(hook, {});
  const said = (await answer.json()) as { runId: string; url: string };
  expect([answer.status, said.url]).toEqual([202, `${leeway.origin}/runs/${said.runId}`]);
  expect(await leeway.settled(said.runId)).toMatchObject({ status: "succeeded" });
});

test.each<[string, Record<string, unknown>, string]>([
  ["an address that is none", { addresses: ["shop.example"] }, "param.format"],
  ["a site with a path", { origins: ["https://shop.example/form"] }, "param.format"],
  ["addresses that are no list", { addresses: "10.0.0.1" }, "param.type"],
  ["a size below nothing", { maxKb: 0 }, "param.range"],
  ["a wait without end", { respond: "last", respondWithin: 100_000 }, "param.range"],
  ["a unit of time that is none", { dedupeUnit: "moons" }, "param.choice"],
])("%s is said before publishing", async (_what, params, code) => {
  const { id } = await leeway.api("POST", "/workflows", {
    document: document("Wrong", [node("in", "trigger.webhook", params), set], chain("in", "s")),
  });
  const { problems } = await leeway.api("POST", `/workflows/${id}/validate`, {});
  expect(problems.filter((one: { severity: string }) => one.severity === "error")).toMatchObject([{ code }]);
});
