/** Small documents for system tests, written as an API user would. */
export const node = (
  id: string,
  type: string,
  params: Record<string, unknown> = {},
  extra: Record<string, unknown> = {},
) => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  params,
  ...extra,
});

let edges = 0;
export const edge = (source: string, target: string, sourceHandle = "main") => ({
  id: `e${++edges}`,
  source,
  sourceHandle,
  target,
});
export const chain = (...ids: string[]) => ids.slice(1).map((target, i) => edge(ids[i] ?? "", target));

export const document = (name: string, nodes: unknown[], links: unknown[]) => ({
  schemaVersion: 1,
  name,
  nodes,
  edges: links,
  notes: [],
  settings: {},
});

/** webhook → set → if → two answers. */
export const greeting = document(
  "Greeting",
  [
    node("order", "trigger.webhook", { respond: "node" }),
    node("who", "logic.set", {
      fields: [
        { name: "name", value: "{{ trigger.body.name | trim }}" },
        { name: "total", value: "{{ trigger.body.total }}" },
      ],
    }),
    node("big", "logic.if", { where: { all: [{ value: "{{ steps.who.total }}", op: "greater", to: 1000 }] } }),
    node("thanks", "logic.respond", {
      status: 200,
      headers: { "x-kind": "big" },
      body: { text: "Дякуємо, {{ steps.who.name }}!" },
    }),
    node("hello", "logic.respond", { status: 201, headers: {}, body: { text: "Вітаємо, {{ steps.who.name }}!" } }),
  ],
  [edge("order", "who"), edge("who", "big"), edge("big", "thanks", "true"), edge("big", "hello", "false")],
);
