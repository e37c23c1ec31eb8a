import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

async function run(params: Record<string, unknown>, payload: unknown = {}) {
  const { id } = await leeway.publish(
    document("Code", [node("in", "trigger.manual"), node("code", "logic.code", params)], chain("in", "code")),
  );
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  const settled = await leeway.settled(runId);
  return { settled, step: await leeway.api("GET", `/runs/${runId}/steps/code`) };
}

test("a step computes in JavaScript with values of the run, and keeps what it writes", async () => {
  const source = "console.log(`${input.items.length} {{ rows }}`);\nreturn input.items.map((x) => x * input.by);";
  const { settled, step } = await run({ source, input: { items: "{{ trigger.items }}", by: 2 } }, { items: [1, 2, 3] });
  expect(settled.status).toBe("succeeded");
  expect(step.output).toEqual({ result: [2, 4, 6], logs: ["3 {{ rows }}"] });
});

test("a step whose code throws says in which line, in the reader's words", async () => {
  const { settled } = await run({ source: "const a = null;\nreturn a.b;", input: {} });
  expect(settled).toMatchObject({ status: "failed", error: { code: "code.failed", nodeId: "code" } });
  expect(settled.error.message).toMatch(/line 2: TypeError/);
});

test("a step whose code never ends is stopped, and others are answered meanwhile", async () => {
  const endless = run({ source: "for (;;) {}", input: {}, timeoutSeconds: 3 });
  let ended = false;
  void endless.then(() => (ended = true));
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect((await fetch(`${leeway.origin}/health/live`)).status).toBe(200);
  expect(ended).toBe(false);
  const { settled, step } = await endless;
  expect(settled).toMatchObject({ status: "failed", error: { code: "code.timeout" } });
  // Step and run say how long it was at it.
  for (const { startedAt, finishedAt } of [step, settled])
    expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeGreaterThanOrEqual(2_900);
});

test("eight steps whose code never ends keep no other workflow's code waiting, and end when they are cancelled", async () => {
  const drawn = (title: string, params: Record<string, unknown>) =>
    document(title, [node("in", "trigger.manual"), node("code", "logic.code", params)], chain("in", "code"));
  const { id } = await leeway.publish(drawn("Endless", { source: "for (;;) {}", input: {}, timeoutSeconds: 60 }));
  const start = () => leeway.api("POST", `/workflows/${id}/runs`, { payload: {} });
  const endless = (await Promise.all(Array.from({ length: 8 }, start))).map(({ runId }) => runId);
  expect((await run({ source: "return 1;", input: {} })).step.output.result).toBe(1);
  const statuses = () => Promise.all(endless.map(async (runId) => (await leeway.api("GET", `/runs/${runId}`)).status));
  expect((await statuses()).filter((status) => status !== "queued" && status !== "running")).toEqual([]);
  for (const runId of endless) await leeway.api("POST", `/runs/${runId}/cancel`);
  for (const runId of endless) expect(await leeway.settled(runId)).toMatchObject({ status: "cancelled" });
});

test("code that cannot be read does not go live, and is told with its place; tried as a draft it fails where it stands", async () => {
  const source = "const a = 1;\nreturn (;";
  const drawn = document(
    "Half",
    [node("in", "trigger.manual"), node("code", "logic.code", { source })],
    chain("in", "code"),
  );
  const { id } = await leeway.api("POST", "/workflows", { document: drawn });
  const { problems } = await leeway.api("POST", `/workflows/${id}/validate`, {});
  const where = { code: "code.syntax", nodeId: "code", param: "source", position: 21 };
  expect(problems).toMatchObject([{ ...where, severity: "error", values: { line: 2, column: 9 } }]);
  const refused = await leeway.call("POST", `/workflows/${id}/publish`, {});
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: "workflow.hasProblems", errors: [where] },
  ]);
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { version: "draft" });
  expect(await leeway.settled(runId)).toMatchObject({
    status: "failed",
    error: { code: "code.failed", nodeId: "code" },
  });
});

test("code that eats memory or answers with a function fails with the reason, and the next runs", async () => {
  const codes = [];
  for (const source of ["const a = []; for (;;) a.push(Array(1e5).fill(1));", "return () => 1;", "return 1;"])
    codes.push((await run({ source, input: {} })).settled.error?.code ?? "done");
  expect(codes).toEqual(["code.memory", "code.noValue", "done"]);
});

test("code that was under way when the server died is computed again, and others are not kept from it", async () => {
  const source = "const end = Date.now() + 3000; while (Date.now() < end); return input.a + 1;";
  const params = { source, input: { a: "{{ trigger.a }}" } };
  const { id } = await leeway.publish(
    document("Killed", [node("in", "trigger.manual"), node("code", "logic.code", params)], chain("in", "code")),
  );
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { a: 1 } });
  await leeway.kill();
  await leeway.start();
  expect((await run({ source: "return 1;", input: {} })).step.output.result).toBe(1);
  expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded", handledErrors: 0 });
  expect((await leeway.api("GET", `/runs/${runId}/steps/code`)).output.result).toBe(2);
});

test("code reaches nobody: whatever it tries to call, to load or to break out by, no request leaves", async () => {
  const far = await new FarEnd((_nth, response) => response.end("{}")).open();
  const source = `
    const url = input.url;
    const outside = (0, eval)("this");
    const made = (text) => [].constructor.constructor(text);
    const ways = {
      fetch: () => fetch(url),
      fetchOfAll: () => outside.fetch(url),
      xhr: () => { const call = new XMLHttpRequest(); call.open("GET", url); call.send(); },
      socket: () => new WebSocket(url.replace("http", "ws")),
      worker: () => new Worker(url),
      require: () => require("node:http").get(url),
      process: () => process.getBuiltinModule("http").get(url),
      madeProcess: () => made("return process")().getBuiltinModule("http").get(url),
      madeFetch: () => made("url", "return fetch(url)")(url),
      ofConsole: () => console.log.constructor("return process")().getBuiltinModule("http").get(url),
      bindings: () => process.binding("tcp_wrap"),
      std: () => std.urlGet(url),
      os: () => os.exec(["curl", url]),
      importHttp: () => import("node:http").then((http) => http.get(url)),
      importUrl: () => import(url),
      importStd: () => import("std").then((std) => std.urlGet(url)),
    };
    const came = {};
    for (const [name, way] of Object.entries(ways))
      try { came[name] = (await way()) === undefined ? "nothing" : "something"; } catch { came[name] = "not there"; }
    return { came, names: Object.getOwnPropertyNames(outside).filter((name) => /fetch|require|process|socket|worker|std|os$/i.test(name)) };`;
  const { settled, step } = await run({ source, input: { url: far.url } });
  expect(settled.status).toBe("succeeded");
  const { came, names } = step.output.result as { came: Record<string, string>; names: string[] };
  expect([new Set(Object.values(came)), Object.keys(came).length]).toEqual([new Set(["not there"]), 16]);
  expect(names).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(far.arrivals).toEqual([]);
  far.close();
});
