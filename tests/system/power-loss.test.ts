import { afterAll, beforeAll, expect, test } from "vitest";
import { join } from "node:path";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";
import { callsOf, noTrace, traceInto, type SystemCall } from "./system-calls.js";
import { whereThereIs } from "./where-there-is.js";

/** Long enough to be cut in two by a page's end, and still be found. */
const marked = (name: string) => Array.from({ length: 40 }, () => `marker-${name}.`).join("");

whereThereIs("a trace of calls", noTrace())("by the system's own calls, the log is synced to disk between", () => {
  const leeway = new Leeway();
  const file = join(leeway.data, "trace.txt");
  const hooks = { accepted: "", node: "", last: "", started: "", hub: "" };
  beforeAll(async () => {
    await leeway.start({}, [...traceInto(file)]);
    const greets = (respond: string) =>
      document(
        "Traced",
        [
          node("in", "trigger.webhook", { respond }),
          node("answer", "logic.respond", { status: 200, headers: {}, body: { said: "{{ trigger.body.mark }}" } }),
        ],
        chain("in", "answer"),
      );
    for (const respond of ["accepted", "node", "last"] as const)
      hooks[respond] = (await leeway.publish(greets(respond))).hook;
    const on = node("on", "logic.set", { fields: [{ name: "x", value: 1 }] });
    const manual = document("Started", [node("in", "trigger.manual"), on], chain("in", "on"));
    hooks.started = `${leeway.origin}/api/v1/workflows/${(await leeway.publish(manual)).id}/runs`;
    const hub = document("Hub", [node("in", "trigger.leelooEvent", { events: ["ORDER"] }), on], chain("in", "on"));
    await leeway.publish(hub);
    hooks.hub = leeway.origin + new URL((await leeway.api("GET", "/leeloo-hub")).url).pathname;
  });
  afterAll(() => leeway.close());

  const toLog = ({ args }: SystemCall) => /^\d+<[^>]*\.db-wal>/.test(args);
  const isWrite = ({ name }: SystemCall) => name === "pwrite64" || name === "write";
  const isSync = ({ name, result }: SystemCall) => /^f(data)?sync$/.test(name) && result === 0;
  const toCaller = ({ args }: SystemCall) => /^\d+<TCP:/.test(args);

  /** Every place where what was to be kept is on its way to the log, the first answer, and the syncs in between. */
  async function traced(mark: string, answered: string) {
    const pid = leeway.pid ?? 0;
    const calls = await eventually(`an answer with ${answered} in the trace`, async () => {
      const found = callsOf(file, pid);
      return found.some((call) => toCaller(call) && call.args.includes(answered)) && found;
    });
    const answer = calls.findIndex((call) => toCaller(call) && call.args.includes(answered));
    const writes = calls.flatMap((call, index) =>
      isWrite(call) && toLog(call) && call.args.includes(mark) ? [index] : [],
    );
    const kept = writes.filter((index) => index < answer).at(0) ?? Infinity;
    // The first transaction that holds it: what follows it is a sync before anything else but its own further pages.
    const synced = calls.findIndex((call, index) => index > kept && isSync(call) && toLog(call));
    return { kept: kept < Infinity, synced: synced !== -1 && synced < answer };
  }
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(url.includes("/api/") && { authorization: leeway.authorization }),
      },
      body: JSON.stringify(body),
    });

  test.each<[string, keyof typeof hooks, (mark: string) => unknown]>([
    ["a webhook and 202", "accepted", (mark) => ({ mark })],
    ["a webhook and what a step answers", "node", (mark) => ({ mark })],
    ["a webhook and what the last step gives", "last", (mark) => ({ mark })],
    ["a start over the API and 202", "started", (mark) => ({ payload: { mark } })],
    ["an event of Leeloo's and its 200", "hub", (mark) => ({ type: "ORDER", data: { mark } })],
  ])("%s", async (_what, hook, body) => {
    const mark = `marker-${hook}.`;
    const answer = await post(hooks[hook], body(marked(hook)));
    expect(answer.status).toBeLessThan(300);
    const { runId, eventId } = (await answer.json()) as { runId?: string; eventId?: string };
    // What a step says is its own body; the others are told by what they name.
    expect(await traced(mark, runId ?? eventId ?? mark)).toEqual({ kept: true, synced: true });
  });
});
