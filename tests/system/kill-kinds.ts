import { chain, document, edge, node } from "./documents.js";
import type { Leeway } from "./leeway.js";

/** One kind of workflow under fire: what is sent to its webhook, and which calls must arrive, each once. */
export interface Kind {
  name: string;
  id: string;
  hook: string;
  body: (serial: string) => unknown;
  calls: (serial: string) => string[];
}
interface Drawn {
  nodes: unknown[];
  links: unknown[];
  body?: (serial: string) => unknown;
  calls: (serial: string) => string[];
  settings?: unknown;
}

const hook = (params: Record<string, unknown> = {}) =>
  node("in", "trigger.webhook", { respond: "accepted", ...params });
const once = (serial: string) => [serial];
const items = ["a", "b", "c", "d", "e"];

/** Whom a serial is about: all callers of a round meet the same people. */
export const onePerson = (serial: string) => serial.replace(/-\d+-(\d+)$/, (_, n) => `-${Math.trunc(Number(n) / 7)}`);

/** What is drawn of every kind; `url` counts what arrives, `called` is a published workflow that can be called. */
function drawings(url: string, called: string): Record<string, Drawn> {
  /** A call that must not be made twice. */
  const create = (id: string, key: string, extra: Record<string, unknown> = {}) =>
    node(id, "http.request", { method: "POST", url: `${url}/${key}`, bodyFormat: "json", body: {} }, extra);
  const send = create("send", "{{ trigger.body.id }}");
  const wait = (params: Record<string, unknown>) => node("wait", "logic.wait", params);
  return {
    loop: {
      nodes: [
        hook(),
        node("loop", "logic.each", { items: "{{ trigger.body.items }}", concurrency: 5 }),
        create("each", "{{ trigger.body.id }}-{{ item }}", { parent: "loop" }),
        send,
      ],
      links: [...chain("in", "loop"), edge("loop", "each", "item"), edge("loop", "send", "done")],
      body: (id) => ({ id, items }),
      calls: (id) => [id, ...items.map((item) => `${id}-${item}`)],
    },
    duration: {
      nodes: [hook(), wait({ mode: "duration", amount: 1, unit: "seconds" }), send],
      links: chain("in", "wait", "send"),
      calls: once,
    },
    callback: {
      nodes: [
        hook(),
        node("tell", "http.request", {
          method: "PUT",
          url: `${url}/address-{{ trigger.body.id }}`,
          bodyFormat: "json",
          body: { url: "{{ run.callbackUrls.wait }}" },
        }),
        wait({ mode: "callback" }),
        send,
      ],
      links: chain("in", "tell", "wait", "send"),
      calls: once,
    },
    approval: { nodes: [hook(), wait({ mode: "approval" }), send], links: chain("in", "wait", "send"), calls: once },
    called: {
      nodes: [
        hook(),
        node("call", "logic.workflow", { workflowId: called, input: { id: "{{ trigger.body.id }}" } }),
        send,
      ],
      links: chain("in", "call", "send"),
      calls: (id) => [id, `called-${id}`, `second-${id}`],
    },
    calledByItem: {
      nodes: [
        hook(),
        node("loop", "logic.each", { items: "{{ trigger.body.items }}", concurrency: 3 }),
        node(
          "call",
          "logic.workflow",
          { workflowId: called, input: { id: "{{ trigger.body.id }}-{{ item }}" } },
          { parent: "loop" },
        ),
        create("each", "{{ trigger.body.id }}-{{ item }}", { parent: "loop" }),
        send,
      ],
      links: [...chain("in", "loop"), edge("loop", "call", "item"), edge("call", "each"), edge("loop", "send", "done")],
      body: (id) => ({ id, items }),
      calls: (id) => [
        id,
        ...items.flatMap((item) => [`${id}-${item}`, `called-${id}-${item}`, `second-${id}-${item}`]),
      ],
    },
    once: {
      nodes: [hook(), node("once", "logic.once", { key: "{{ trigger.body.person }}", unit: "ever" }), send],
      links: [...chain("in", "once"), edge("once", "send", "first")],
      body: (id) => ({ id, person: onePerson(id) }),
      calls: () => [],
    },
    line: {
      nodes: [hook(), send],
      links: chain("in", "send"),
      body: (id) => ({ id, person: id.slice(-1) }),
      calls: once,
      settings: { concurrency: { limit: 2, policy: "queue", key: "{{ trigger.body.person }}" } },
    },
  };
}

/** Publishes all of them. */
export async function publishKinds(leeway: Leeway, url: string): Promise<Kind[]> {
  const create = (id: string) =>
    node(id, "http.request", { method: "POST", url: `${url}/${id}-{{ trigger.id }}`, bodyFormat: "json", body: {} });
  const { id: called } = await leeway.publish(
    document(
      "Called",
      [
        node("in", "trigger.workflow", { inputs: [{ name: "id", type: "text", required: true }] }),
        create("called"),
        create("second"),
      ],
      chain("in", "called", "second"),
    ),
  );
  const kinds: Kind[] = [];
  for (const [name, { nodes, links, body, calls, settings }] of Object.entries(drawings(url, called))) {
    const published = await leeway.publish({ ...document(name, nodes, links), settings: settings ?? {} });
    kinds.push({ name, ...published, body: body ?? ((id) => ({ id })), calls });
  }
  return kinds;
}
