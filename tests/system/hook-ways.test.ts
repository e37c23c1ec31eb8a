import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** A call of a webhook that a program makes is answered past the framework, one of a page by its route; both alike. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const ways = { short: {}, long: { origin: "https://shop.example" } };
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
    redirect: "manual",
  });
const publish = (params: Record<string, unknown>, ...more: ReturnType<typeof node>[]) =>
  leeway.publish(
    document("Ways", [node("in", "trigger.webhook", params), ...more], chain("in", ...more.map(({ id }) => id))),
  );
const answering = (headers: Record<string, string> = {}, dedupe?: string) =>
  publish(
    { respond: "node", ...(dedupe && { dedupe }) },
    node("say", "logic.respond", { status: "{{ trigger.body.status }}", headers, body: "{{ trigger.body.say }}" }),
  );
const secret = async (): Promise<string> =>
  (await leeway.api("POST", "/credentials", { type: "webhookSecret", name: "Shop", data: { secret: "a-word" } })).id;
const runsOf = async (id: string) => (await leeway.api("GET", `/runs?workflowId=${id}`)).items;

const own = ["x-request-id", "date", "connection", "keep-alive"];
/** With every answer that a workflow makes. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";
const ofPages = [
  "cross-origin-resource-policy",
  "access-control-allow-origin",
  "referrer-policy",
  "permissions-policy",
];
/** What an answer says, without what differs between any two, or between a program and a page. */
async function said(answer: Response): Promise<unknown> {
  const headers = [...answer.headers].filter(([name]) => !own.includes(name) && !ofPages.includes(name));
  return { status: answer.status, headers, text: (await answer.text()).replaceAll(/run_[\w-]+/g, "run_…") };
}
const ofPagesIn = ({ headers }: Response) => {
  expect(headers.get("content-security-policy")).toBe(sandbox);
  return ofPages.filter((name) => headers.has(name));
};

describe("a program hears the same as a page", () => {
  test.each([
    [200, { a: 1 }],
    [200, null],
    [200, ""],
    [201, "текст"],
    [202, null],
    [204, "nothing"],
    [204, null],
    [302, null],
    [304, "x"],
    [404, { no: 1 }],
    [503, "later"],
  ])("that is answered with %s %j", async (status, say) => {
    const { hook } = await answering();
    const [short, long] = [await post(hook, { status, say }), await post(hook, { status, say }, ways.long)];
    expect([ofPagesIn(short), ofPagesIn(long)]).toEqual([[], ofPages]);
    expect(await said(short)).toEqual(await said(long));
    expect(short.status).toBe(status);
  });

  test.each<[string, Record<string, unknown>, ReturnType<typeof node>[]]>([
    ["that its call was accepted", { respond: "accepted" }, []],
    ["what the last step made", { respond: "last" }, [node("s", "logic.set", { fields: [{ name: "a", value: 1 }] })]],
    ["that its run has failed", { respond: "last" }, [node("s", "logic.stop", { status: "failed", message: "no" })]],
    [
      "where a run is that takes longer",
      { respond: "last", respondWithin: 1 },
      [node("w", "logic.wait", { mode: "callback" })],
    ],
  ])("%s", async (_what, params, more) => {
    const { id, hook } = await publish(params, ...more);
    const [short, long] = await Promise.all([post(hook, {}), post(hook, {}, ways.long)]);
    expect([ofPagesIn(short), ofPagesIn(long)]).toEqual([[], ofPages]);
    expect(await said(short)).toEqual(await said(long));
    expect(await runsOf(id)).toHaveLength(2);
  });

  test("that the same event came again, by either way", async () => {
    const { id, hook } = await answering({}, "{{ trigger.body.id }}");
    const body = { id: 1, status: 200, say: { a: 1 } };
    for (const way of [ways.short, ways.short, ways.long]) await post(hook, body, way);
    const again = await post(hook, body);
    expect([again.headers.get("x-leeway-duplicate"), await again.json()]).toEqual(["true", { a: 1, duplicate: true }]);
    expect(await runsOf(id)).toHaveLength(1);
  });
});

test("a program that proves itself is let in by either way, and its secret is in no payload", async () => {
  const trigger = node("in", "trigger.webhook", { auth: "bearer" }, { credential: await secret() });
  const { id, hook } = await leeway.publish(document("Known", [trigger], []));
  for (const way of Object.values(ways)) {
    const answer = await post(hook, {}, { ...way, authorization: "Bearer a-word", "x-again": "a-word" });
    expect(answer.status).toBe(202);
  }
  const runs = (await runsOf(id)) as { id: string }[];
  expect(runs).toHaveLength(2);
  for (const run of runs)
    expect(JSON.stringify(await leeway.api("GET", `/runs/${run.id}/steps/in`))).not.toContain("a-word");
});

test("a workflow that names headers may answer a page to anybody: what protects pages goes with it", async () => {
  const { hook } = await answering({ "Content-Type": "text/html", "X-Own": "Київ", "Content-Security-Policy": "none" });
  const answers = await Promise.all(Object.values(ways).map((way) => post(hook, { status: 200, say: "<b>" }, way)));
  expect(answers.map(ofPagesIn)).toEqual([ofPages, ofPages]);
  for (const { headers } of answers) {
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual(["text/html", "no-store"]);
    expect(headers.get("content-security-policy")).toContain("sandbox");
  }
  const [short, long] = await Promise.all(answers.map(said));
  expect(short).toEqual(long);
});

describe("what is not taken", () => {
  test.each<[string, Record<string, unknown>, string, number, string]>([
    ["no JSON", {}, "{", 400, "request.notJson"],
    ["a key that could reach a prototype", {}, '{"__proto__":1}', 400, "request.forbiddenKey"],
    ["another method's", { method: "PUT" }, "{}", 405, "hook.methodNotAllowed"],
    ["too large for its trigger", { maxKb: 1 }, JSON.stringify("x".repeat(2_000)), 413, "request.tooLarge"],
    ["of nobody known", { auth: "bearer" }, "{}", 401, "hook.callerUnknown"],
    ["from elsewhere", { addresses: ["203.0.113.7"] }, "{}", 403, "hook.fromElsewhere"],
  ])("as it is %s, is refused once, by its problem, whoever calls", async (_what, params, body, status, code) => {
    const credential = params["auth"] && (await secret());
    const trigger = node("in", "trigger.webhook", params, credential ? { credential } : {});
    const { id, hook } = await leeway.publish(document("Shut", [trigger], []));
    for (const way of Object.values(ways)) {
      const answer = await post(hook, body, way);
      expect(ofPagesIn(answer)).toEqual(ofPages);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    }
    const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
    expect(items[0].refused).toMatchObject([{ count: 2 }]);
    expect(await runsOf(id)).toHaveLength(0);
  });

  test("as nobody has its address is refused, with what protects pages", async () => {
    const answer = await post(`${leeway.origin}/hooks/nobody?a=1`, {});
    expect([answer.status, ofPagesIn(answer)]).toEqual([404, ofPages]);
  });
});

test("a body that comes in pieces, and two calls at once on one connection, are each taken whole and in turn", async () => {
  const { id, hook } = await answering();
  const { host, hostname, port, pathname } = new URL(hook);
  const call = (say: string) => {
    const body = Buffer.from(JSON.stringify({ status: 200, say }));
    const head = `POST ${pathname}?from=shop HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };
  const socket = connect(Number(port), hostname);
  let heard = "";
  const ended = new Promise((resolve) => socket.on("close", resolve));
  socket.on("data", (bytes: Buffer) => {
    heard += bytes.toString();
    if (heard.endsWith("третя")) socket.end();
  });
  const first = call("перша");
  for (const piece of [first.subarray(0, -9), first.subarray(-9, -4), first.subarray(-4)]) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.write(Buffer.concat([call("друга"), call("третя")]));
  await ended;
  expect([...heard.matchAll(/перша|друга|третя/g)].map(String)).toEqual(["перша", "друга", "третя"]);
  const runs = (await runsOf(id)) as { id: string }[];
  expect(runs).toHaveLength(3);
  const { output } = await leeway.api("GET", `/runs/${runs[0]?.id}/steps/in`);
  expect(output).toMatchObject({ query: { from: "shop" }, method: "POST", headers: { host } });
});
