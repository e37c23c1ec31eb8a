const node = (id, type, params, extra = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, params, ...extra });
const chain = (...ids) =>
  ids.slice(1).map((target, i) => ({ id: `e${i}`, source: ids[i], sourceHandle: "main", target }));

async function publish(leeway, document) {
  const { id } = await leeway.api("POST", "/workflows", { document });
  await leeway.api("POST", `/workflows/${id}/publish`);
  const { triggers } = await leeway.api("GET", `/workflows/${id}`);
  return `${leeway.origin}/hooks/${triggers[0].url.split("/hooks/")[1]}`;
}

const set = (id, value) => node(id, "logic.set", { fields: [{ name: id, value }] });
const respond = (text) => node("answer", "logic.respond", { status: 200, headers: {}, body: { text } });

/** webhook → three sets → if → respond; answers the webhook's address. */
export function threeSets(leeway) {
  const nodes = [
    node("order", "trigger.webhook", { respond: "node" }),
    set("phone", "{{ trigger.body.phone | digits }}"),
    set("name", "{{ trigger.body.name | trim }}"),
    set("total", "{{ trigger.body.total * 2 }}"),
    node("big", "logic.if", { where: { all: [{ value: "{{ steps.total.total }}", op: "greater", to: 100 }] } }),
    respond("{{ steps.name.name }}: {{ steps.total.total }}"),
  ];
  const edges = chain("order", "phone", "name", "total", "big", "answer");
  edges.at(-1).sourceHandle = "true";
  return publish(leeway, { schemaVersion: 1, name: "Bench: three sets", nodes, edges, notes: [], settings: {} });
}

/** webhook → one Leeloo call to `far` → respond, with a limit that does not bind. */
export async function callLeeloo(leeway, far) {
  const credential = await leeway.api("POST", "/credentials", {
    type: "leelooToken",
    name: "bench",
    data: { token: "sandbox", baseUrl: `${far}/api/v2`, limitPerMinute: 100000 },
  });
  const nodes = [
    node("order", "trigger.webhook", { respond: "node" }),
    node("tags", "leeloo.tag.list", {}, { credential: credential.id }),
    respond("{{ steps.tags.data | length }}"),
  ];
  return publish(leeway, {
    schemaVersion: 1,
    name: "Bench: Leeloo",
    nodes,
    edges: chain("order", "tags", "answer"),
    notes: [],
    settings: {},
  });
}

/** webhook → a call, that may be repeated, to the port that came → set; answers the webhook's address. */
export function inFlight(leeway) {
  const url = "http://127.0.0.1:{{ trigger.body.port }}/{{ trigger.body.id }}";
  const nodes = [
    node("order", "trigger.webhook", { respond: "accepted" }),
    node("call", "http.request", { method: "PUT", url, bodyFormat: "json", body: {} }),
    set("after", "{{ steps.call.status }}"),
  ];
  const edges = chain("order", "call", "after");
  return publish(leeway, { schemaVersion: 1, name: "Bench: in flight", nodes, edges, notes: [], settings: {} });
}

/** A loop over the list with these steps in a row; answers the workflow's id. */
async function publishLoop(leeway, name, items, steps, concurrency = 1) {
  const ids = steps.map(({ id }) => id);
  const nodes = [
    node("start", "trigger.manual", {}),
    node("each", "logic.each", { items, concurrency }),
    ...steps.map((step) => ({ ...step, parent: "each" })),
  ];
  const inside = chain("each", ...ids).map((edge, i) => ({
    ...edge,
    id: `in${i}`,
    sourceHandle: i === 0 ? "item" : "main",
  }));
  const { id } = await leeway.api("POST", "/workflows", {
    document: {
      schemaVersion: 1,
      name: `Bench: ${name}`,
      nodes,
      edges: [...chain("start", "each"), ...inside],
      notes: [],
      settings: {},
    },
  });
  await leeway.api("POST", `/workflows/${id}/publish`);
  return id;
}

/** Five steps that only compute for each of so many items. */
export function fiveSets(leeway, items) {
  const ids = ["a", "b", "c", "d", "e"];
  const value = (i) => (i === 0 ? "{{ item + 1 }}" : `{{ steps.${ids[i - 1]}.${ids[i - 1]} + 1 }}`);
  const steps = ids.map((id, i) => set(id, value(i)));
  return publishLoop(leeway, "five sets", `{{ range(1, ${items}) }}`, steps);
}

/** One HTTP call for each of so many items, ten at a time. */
export function oneCall(leeway, items, url, after) {
  const call = node("call", "http.request", { method: "GET", url: `${url}/?after=${after}&item={{ item }}` });
  return publishLoop(leeway, "one call", `{{ range(1, ${items}) }}`, [call], 10);
}

/** Bulk: a loop of so many Leeloo calls by hand, fifty at a time. Critical: one of another kind by webhook; its address. */
export async function lanes(leeway, credential, items) {
  const calls = node("calls", "leeloo.tag.list", {}, { credential, parent: "each" });
  const loop = await leeway.api("POST", "/workflows", {
    document: {
      schemaVersion: 1,
      name: "Bench: bulk",
      nodes: [
        node("start", "trigger.manual", {}),
        node("each", "logic.each", { items: `{{ range(1, ${items}) }}`, concurrency: 50 }),
        calls,
      ],
      edges: [...chain("start", "each"), { id: "in", source: "each", sourceHandle: "item", target: "calls" }],
      notes: [],
      settings: { lane: "bulk" },
    },
  });
  await leeway.api("POST", `/workflows/${loop.id}/publish`);
  const critical = await publish(leeway, {
    schemaVersion: 1,
    name: "Bench: critical",
    nodes: [
      node("order", "trigger.webhook", { respond: "accepted" }),
      node("tunnels", "leeloo.tunnel.list", {}, { credential }),
    ],
    edges: chain("order", "tunnels"),
    notes: [],
    settings: { lane: "critical" },
  });
  return { bulk: loop.id, critical };
}
