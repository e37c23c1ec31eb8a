import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** What the caller of a webhook is answered, in each way a run can go. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const json = { "content-type": "application/json" };
const post = (url: string, body: unknown, headers: Record<string, string> = json) =>
  fetch(url, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });
const set = (id: string, value: string, name = "a") => node(id, "logic.set", { fields: [{ name, value }] });
const hook = (params: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
  node("in", "trigger.webhook", params, extra);
const keptOf = async (runId: string) => (await leeway.api("GET", `/runs/${runId}/steps/in`)).output;
const runIdOf = async (answer: Response) => ((await answer.json()) as { runId: string }).runId;

describe("a caller who waits", () => {
  test("for the last step gets the output of every end, by its name, where there are several", async () => {
    const nodes = [hook({ respond: "last" }), set("x", "{{ trigger.body.n }}"), set("y", "{{ trigger.body.n + 1 }}")];
    const { hook: url } = await leeway.publish(document("Two ends", nodes, [edge("in", "x"), edge("in", "y")]));
    const answer = await post(url, { n: 1 });
    expect([answer.status, await answer.json()]).toEqual([200, { x: { a: 1 }, y: { a: 2 } }]);
  });

  test("for an answer that no step gives gets the last step's output", async () => {
    const where = { all: [{ value: "{{ trigger.body.n }}", op: "greater", to: 5 }] };
    const nodes = [
      hook({ respond: "node" }),
      node("big", "logic.if", { where }),
      node("say", "logic.respond", { status: 201, headers: {}, body: "big" }),
      set("small", "{{ trigger.body.n }}"),
    ];
    const links = [edge("in", "big"), edge("big", "say", "true"), edge("big", "small", "false")];
    const { hook: url } = await leeway.publish(document("Maybe", nodes, links));
    const small = await post(url, { n: 1 });
    expect([small.status, await small.json()]).toEqual([200, { a: 1 }]);
    const big = await post(url, { n: 9 });
    expect([big.status, await big.text()]).toEqual([201, "big"]);
  });

  test.each(["last", "node"])("for %s of a run that fails gets a problem with the run's id", async (respond) => {
    const nodes = [
      hook({ respond }),
      set("a", "{{ trigger.body.missing }}"),
      node("say", "logic.respond", { status: 200, headers: {}, body: 1 }),
    ];
    const { hook: url } = await leeway.publish(document("Fails", nodes, chain("in", "a", "say")));
    const answer = await post(url, {}, { ...json, "accept-language": "uk" });
    const problem = (await answer.json()) as { code: string; runId: string; title: string };
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      500,
      "application/problem+json; charset=utf-8",
    ]);
    expect(problem).toMatchObject({ code: "run.failed", title: expect.stringMatching(/[а-яі]/) });
    expect(await leeway.settled(problem.runId)).toMatchObject({
      status: "failed",
      error: { code: "expression.missing" },
    });
  });

  test("for a run that needs somebody gets 202 and where to look", async () => {
    await leeway.api("POST", "/sandbox/faults", { with: "cutAfter" });
    const data = { token: "sandbox", baseUrl: "sandbox:" };
    const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data });
    const params = { name: "Ada", leadgentool_id: "5e1f119d6c384804b31e945e" };
    const nodes = [hook({ respond: "last" }), node("add", "leeloo.person.create", params, { credential })];
    const { hook: url } = await leeway.publish(document("Doubt", nodes, chain("in", "add")));
    const answer = await post(url, {});
    const said = (await answer.json()) as { runId: string; url: string };
    expect([answer.status, said.url]).toEqual([202, `${leeway.origin}/runs/${said.runId}`]);
    expect(await leeway.settled(said.runId)).toMatchObject({ status: "needs_attention" });
  });
});

describe("a repeated dedupe key", () => {
  const nodes = [hook({ respond: "last", dedupe: "{{ trigger.body.id }}" }), set("a", "{{ trigger.body.n }}")];

  test("is answered with the first run's answer, and makes no second run", async () => {
    const { id, hook: url } = await leeway.publish(document("Once", nodes, chain("in", "a")));
    const first = await post(url, { id: "7", n: 1 });
    expect([first.status, await first.json()]).toEqual([200, { a: 1 }]);
    const again = await post(url, { id: "7", n: 2 });
    expect([again.status, await again.json()]).toEqual([200, { a: 1, duplicate: true }]);
    expect(again.headers.get("x-leeway-duplicate")).toBe("true");
    const other = await post(url, { id: "8", n: 3 });
    expect(await other.json()).toEqual({ a: 3 });
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toHaveLength(2);
  });

  test("of many calls at once still makes one run", async () => {
    const { id, hook: url } = await leeway.publish(document("Once", nodes, chain("in", "a")));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post(url, { id: "same", n })));
    const bodies = (await Promise.all(answers.map((one) => one.json()))) as { a: number; duplicate?: boolean }[];
    expect(new Set(bodies.map(({ a }) => a)).size).toBe(1);
    expect(bodies.filter(({ duplicate }) => duplicate !== true)).toHaveLength(1);
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toHaveLength(1);
  });

  test("that the event does not have is no key: each event is its own", async () => {
    const { id, hook: url } = await leeway.publish(document("Once", nodes, chain("in", "a")));
    await Promise.all([post(url, { n: 1 }), post(url, { n: 1 })]);
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toHaveLength(2);
  });
});

describe("what a webhook receives", () => {
  let url = "";
  beforeAll(async () => {
    ({ hook: url } = await leeway.publish(
      document("Takes", [hook({ respond: "accepted" }), set("a", "1")], chain("in", "a")),
    ));
  });

  test.each<[string, string, string, unknown]>([
    ["a form", "application/x-www-form-urlencoded", "name=%D0%90&tag=1&tag=2", { name: "А", tag: ["1", "2"] }],
    ["a text", "text/plain; charset=utf-8", "привіт", "привіт"],
    ["JSON under another name", "application/vnd.shop+json", '{"a":1}', { a: 1 }],
    ["JSON after a byte order mark", "application/json", '\uFEFF{"a":1}', { a: 1 }],
    ["nothing", "application/json", "", null],
  ])("%s is kept as what it is", async (_what, type, body, kept) => {
    const runId = await runIdOf(await post(url, body, { "content-type": type }));
    expect((await keptOf(runId)).body).toEqual(kept);
  });

  test("keeps the query and the headers, but never what the caller keeps secret", async () => {
    const secrets = { authorization: "Bearer s3cret", cookie: "session=s3cret" };
    const answer = await post(`${url}?from=shop&x=1&x=2`, {}, { ...json, ...secrets, "x-shop": "4" });
    const kept = await keptOf(await runIdOf(answer));
    expect(kept).toMatchObject({ method: "POST", query: { from: "shop", x: ["1", "2"] }, headers: { "x-shop": "4" } });
    expect(JSON.stringify(kept)).not.toContain("s3cret");
  });

  test("of a type that cannot be read is refused", async () => {
    const answer = await post(url, "x", { "content-type": "image/png" });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([415, "request.unsupportedType"]);
  });

  test("by a method that is not its own is refused, and says which one is", async () => {
    const nodes = [hook({ respond: "accepted", method: "POST" }), set("a", "1")];
    const { hook: only } = await leeway.publish(document("Only POST", nodes, chain("in", "a")));
    const answer = await fetch(only);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    const told = (await answer.json()) as { code: string; detail: string };
    expect(told.code).toBe("hook.methodNotAllowed");
    expect(told.detail).toContain("POST");
    expect((await post(only, {})).status).toBe(202);
  });

  test("at a trigger that is switched off is unknown", async () => {
    const nodes = [node("by-hand", "trigger.manual"), hook({ respond: "accepted" }, { disabled: true }), set("a", "1")];
    const { hook: off } = await leeway.publish(document("Off", nodes, [edge("by-hand", "a"), edge("in", "a")]));
    expect((await post(off, {})).status).toBe(404);
  });
});

describe("a header of an answer", () => {
  const answerWith = async (headers: Record<string, string>) => {
    const nodes = [hook({ respond: "node" }), node("say", "logic.respond", { status: 200, headers, body: { ok: 1 } })];
    const { hook: url } = await leeway.publish(document("Headers", nodes, chain("in", "say")));
    return post(url, {});
  };

  test.each([
    ["whose name is none", "bad name", "1"],
    ["that belongs to the connection", "trailer", "x-a"],
    ["that binds browsers for the whole origin", "Clear-Site-Data", '"cookies"'],
  ])("%s is left out, and the caller gets the answer", async (_what, name, value) => {
    const answer = await answerWith({ [name]: value, "x-other": "1" });
    expect([answer.status, await answer.json()]).toEqual([200, { ok: 1 }]);
    expect(answer.headers.get("x-other")).toBe("1");
    expect([...answer.headers.keys()]).not.toContain(name.toLowerCase());
  });

  test("carries letters of any language as UTF-8, and no control characters", async () => {
    const answer = await answerWith({ "x-city": "Київ", "x-lines": "a\r\nset-cookie: b\u0000c" });
    expect(Buffer.from(answer.headers.get("x-city") ?? "", "latin1").toString("utf8")).toBe("Київ");
    expect(answer.headers.get("x-lines")).toBe("a set-cookie: b c");
  });
});
