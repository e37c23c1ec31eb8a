import { afterAll, beforeAll } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway } from "./leeway.js";

const start = node("in", "trigger.manual");
type Call = (id: string, path: string, extra?: object) => object;

/** Rows of orders, each with lines that are sent: `send` and what is before it read data of both loops. */
function nestedLoops(call: Call) {
  return document(
    "Nested",
    [
      start,
      call("rows", "rows"),
      node("orders", "logic.each", {
        items: "{{ trigger.orders }}",
        onItemError: "continue",
        collect: "{{ steps.after.body }}",
      }),
      call("head", "head-{{ item.name }}", { parent: "orders" }),
      node("lines", "logic.each", { items: "{{ item.lines }}" }, { parent: "orders" }),
      call("look", "look-{{ item }}", { parent: "lines" }),
      call(
        "send",
        "{{ steps.orders.item.name }}-{{ steps.orders.index }}-{{ item }}-{{ index }}-{{ steps.look.body.path }}",
        { parent: "lines" },
      ),
      call("after", "after", { parent: "orders" }),
    ],
    [
      ...chain("in", "rows", "orders"),
      edge("orders", "head", "item"),
      edge("head", "lines"),
      edge("lines", "look", "item"),
      edge("look", "send"),
      edge("lines", "after", "done"),
    ],
  );
}
/** What they go through. */
const orders = [
  { name: "A", lines: ["x"] },
  { name: "B", lines: ["y", "z"] },
];

/** A server for the tests of a file, and a far end that its workflows call. */
export function replaying() {
  const leeway = new Leeway();
  /** What it was asked for; what stands in `broken` is refused, and answers take so long. */
  const far = { calls: [] as string[], broken: new Set<string>(), slow: 0 };
  const server = new FarEnd((_, response, { url = "" }) => {
    const path = decodeURIComponent(url.slice(1));
    far.calls.push(path);
    setTimeout(() => {
      response.writeHead(far.broken.has(path) ? 400 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ path }));
    }, far.slow);
  });
  beforeAll(async () => {
    await Promise.all([server.open(), leeway.start()]);
  });
  afterAll(async () => {
    await leeway.close();
    server.close();
  });

  const call = (id: string, path: string, extra: object = {}) =>
    node(id, "http.request", { method: "POST", url: `${server.url}/${path}` }, { retry: { maxAttempts: 1 }, ...extra });

  async function begun(workflow: unknown, payload: unknown = {}, more: object = {}) {
    const { id } = await leeway.publish(workflow);
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload, ...more });
    return { id, runId: runId as string };
  }
  /** Saved, published and run to its end; `calls` are counted from then on. */
  async function ran(workflow: unknown, payload: unknown = {}, more: object = {}) {
    const made = await begun(workflow, payload, more);
    const run = await leeway.settled(made.runId);
    far.calls.length = 0;
    return { ...made, run };
  }
  async function replayed(runId: string, wish: object = {}, path = `/runs/${runId}/replay`) {
    const answer = await leeway.call("POST", path, wish);
    const body = (await answer.json()) as { runId: string; code?: string; detail?: string };
    if (answer.status !== 202) return { status: answer.status, code: body.code, detail: body.detail };
    return { status: 202, run: await leeway.settled(body.runId) };
  }
  async function step(runId: string, key: string) {
    return leeway.api("GET", `/runs/${runId}/steps/${key}`);
  }
  const straight = (name = "Straight") =>
    document(
      name,
      [start, call("a", "a"), call("b", "b-{{ trigger.who }}"), call("c", "c")],
      chain("in", "a", "b", "c"),
    );

  const nested = () => nestedLoops(call);

  return { leeway, far, server, call, start, begun, ran, replayed, step, straight, nested, orders };
}
