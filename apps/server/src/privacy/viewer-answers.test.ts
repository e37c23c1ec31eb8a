import "reflect-metadata";
import { isPermission, may } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AsWritten } from "../accounts/as-written.js";
import { routeRules } from "../accounts/route-rules.js";
import { askAt, collectTheirs } from "../accounts/testing/something-of-everything.js";
import { controllersOf } from "../openapi/openapi.js";
import { eventually } from "../testing/eventually.js";
import { key, owner, startSeeing, type Sender, type SeeingServer } from "./testing/seeing-server.js";

const plain = "Ring 050 999 88 77 or write to daryna@flowers.test";
const card = {
  person_id: "5e1f119d6c384804b31e9999",
  phone: "+380509998877",
  email: "daryna@flowers.test",
  note: plain,
};
const failure = { code: "service.rejected", values: { service: "Leeloo", status: 400, answer: plain } };
const traces = ["999 88 77", "509998877", "daryna@", "flowers.test", "/hooks/resume/run_"];
const tracesIn = (text: string) => traces.filter((trace) => text.includes(trace));

let server: SeeingServer;
let ids: Record<string, string> = {};
let viewer: Sender;
const routes: string[] = [];

beforeAll(async () => {
  server = await startSeeing(({ method, url }) => {
    if ((method === "GET" || method === "POST") && url.startsWith("/api/v1/")) routes.push(`${method} ${url}`);
  });
  ids = await collectTheirs(server, key, "none");
  ids["runs"] = await waitingRun();
  ids["people"] = card.person_id;
  viewer = await server.member("viewer");
  await plant();
});
afterAll(() => server.close());

/** A run about the person, which has sent them an address of its own and waits for a colleague's word. */
async function waitingRun(): Promise<string> {
  const node = (id: string, type: string, params: object) => ({ id, type, params, position: { x: 0, y: 0 } });
  const link = (source: string, target: string) => ({
    id: `${source}-${target}`,
    source,
    sourceHandle: "main",
    target,
  });
  const document = {
    schemaVersion: 1,
    name: "About a person",
    nodes: [
      node("in", "trigger.manual", {}),
      node("order", "logic.set", {
        fields: [
          { name: "who", value: "{{ trigger }}" },
          { name: "link", value: "Go on: {{ run.callbackUrls.back }}" },
        ],
      }),
      node("ask", "logic.wait", { mode: "approval", message: "May {{ trigger.phone }} have it?" }),
      node("back", "logic.wait", { mode: "callback" }),
    ],
    edges: [link("in", "order"), link("order", "ask"), link("order", "back")],
    notes: [],
    settings: {},
  };
  const ask = async (route: string, body?: unknown) =>
    (await (await askAt(server.url, route, owner, body)).json()) as Record<string, string>;
  const { id } = await ask("POST /api/v1/workflows", { document });
  const { runId = "" } = await ask(`POST /api/v1/workflows/${id}/runs`, { payload: card });
  await eventually("a run that waits", async () => (await ask(`GET /api/v1/runs/${runId}`))["status"] === "waiting");
  return runId;
}

/** What came from people, wherever the server keeps it. */
async function plant(): Promise<void> {
  const error = JSON.stringify(failure);
  await server.platform.database.queue.write((db) => {
    const values = {
      workspaceId: server.workspaceId,
      workflowId: ids["workflows"],
      runId: ids["runs"],
      error,
      card: JSON.stringify(card),
    };
    for (const sql of [
      "UPDATE leeloo_events SET body = json_object('type', 'ORDER', 'data', json(@card)), forward_result = @error",
      `INSERT OR REPLACE INTO leeloo_deliveries (event_id, workflow_id, node_id, status, dedupe_key, error)
         SELECT id, @workflowId, 'order', 'failed', @card, @error FROM leeloo_events`,
      `INSERT INTO polls (workflow_id, node_id, workspace_id, params, credential_id, identity, live, last_at, last_error,
           failures, found, requests, cut)
         VALUES (@workflowId, 'order', @workspaceId, '{}', 'none', '', 1, 1, @error, 1, 0, 1, 0)`,
      `INSERT INTO poll_backfills (workflow_id, node_id, workspace_id, identity, from_at, until, state, found, had, made,
           requests, cut, calls, seconds, error, created_at)
         VALUES (@workflowId, 'order', @workspaceId, '', 1, 2, 'failed', 0, 0, 0, 0, 0, 0, 0, @error, 1)`,
      `INSERT INTO order_checks (workspace_id, credential_id, from_at, until, state, daily, expected, received, cut, error,
           created_at) VALUES (@workspaceId, 'none', 1, 2, 'failed', 0, 1, 0, 0, @error, 1)`,
      `INSERT INTO missed_orders (workspace_id, type, order_id, credential_id, at, order_data, person_data, state)
         VALUES (@workspaceId, 'ORDER', 'order_1', 'none', 1, @card, @card, 'missing')`,
      "UPDATE runs SET error = @error WHERE id <> @runId",
      `INSERT INTO restored_runs (run_id, workspace_id) VALUES (@runId, @workspaceId)`,
    ])
      db.prepare(sql).run(values);
  });
}

const rules = () => routeRules(controllersOf(server.app));
const open = (route: string) => {
  const rule = rules().get(route.replace(/:(\w+)/g, "{$1}"));
  return rule !== undefined && isPermission(rule) && may("viewer", rule);
};
/** Everything that a viewer may ask for by a plain request; streams have tests of their own. */
const asked = () => routes.filter((route) => open(route) && !/self|sign-out|events$|\/me\//.test(route));
const isRead = (route: string) => route.startsWith("GET ") || /forecast|validate|presence/.test(route);
const aimed = (route: string) =>
  route
    .replace(":id", ids[route.split("/")[3] ?? ""] ?? "")
    .replace(/(variables|fields)\/:name/, (_, list: string) => `${list}/${ids[list]}`)
    .replace(":key", "order")
    .replace(":version", "1");
const bodyOf = (route: string) => {
  if (route.startsWith("GET ")) return undefined;
  return route.endsWith("presence") ? { tab: "tab-of-a-viewer" } : {};
};

describe("what is kept of people", () => {
  test("is seen by who may see it", async () => {
    const shown: string[] = [];
    for (const route of asked().filter(isRead)) {
      const text = await (await askAt(server.url, aimed(route), owner, bodyOf(route))).text();
      if (tracesIn(text).length > 0) shown.push(route.replace("/api/v1", ""));
    }
    expect(shown.toSorted()).toEqual([
      "GET /attention",
      "GET /leeloo-check",
      "GET /leeloo-events/:id",
      "GET /people/:id",
      "GET /people/:id/runs",
      "GET /runs",
      "GET /runs/:id/steps",
      "GET /runs/:id/steps/:key",
      "GET /workflows/:id/polls",
    ]);
  });

  test("is in no answer to a viewer, whatever they ask for", async () => {
    const wrong: string[] = [];
    for (const route of asked().filter(isRead)) {
      const answer = await askAt(server.url, aimed(route), viewer, bodyOf(route));
      const text = await answer.text();
      if (answer.status >= 500 || answer.status === 403) wrong.push(`${route} answers ${answer.status}`);
      wrong.push(...tracesIn(text).map((trace) => `${route} shows ${trace}`));
    }
    expect(wrong).toEqual([]);
  });
});

test("the address that ends a wait is given to who may start runs, and to a viewer in no answer and no stream", async () => {
  const read = async (path: string, headers: Sender) =>
    (await askAt(server.url, `GET /api/v1/runs/${ids["runs"]}${path}`, headers)).text();
  const [, address = ""] = /"(http[^"]*\/hooks\/resume\/[^"]+)"/.exec(await read("/steps/back", owner)) ?? [];
  expect(address).toContain(ids["runs"]);
  const mark = address.split(".").at(-1) ?? "";
  for (const path of ["", "/steps", "/steps/back", "/steps/order"])
    expect([path, (await read(path, viewer)).includes(mark)]).toEqual([path, false]);
  const stop = new AbortController();
  const stream = async (headers: Sender) => {
    const answer = await fetch(`${server.url}/api/v1/runs/${ids["runs"]}/events`, { headers, signal: stop.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let said = "";
    // The last thing that it did was to wait, twice.
    while ((said.match(/step\.waiting/g) ?? []).length < 2) said += (await reader?.read())?.value ?? "";
    return said;
  };
  expect((await stream(owner)).includes(mark)).toBe(true);
  const seen = await stream(viewer);
  expect([seen.includes("/hooks/resume/•••"), seen.includes(mark)]).toEqual([true, false]);
  stop.abort();
});

test("a stream that somebody opened as a viewer ends with another role, which is shown it anew and whole", async () => {
  const setRole = (role: string) =>
    server.platform.database.queue.write((db) =>
      db.prepare("UPDATE memberships SET role = ? WHERE user_id = 'user_viewer'").run(role),
    );
  for (const path of [`/runs/${ids["runs"]}/events`, `/workflows/${ids["workflows"]}/events`]) {
    const { status, body } = await fetch(`${server.url}/api/v1${path}`, { headers: viewer });
    expect(status).toBe(200);
    await setRole("operator");
    // Ends by itself: what it says until then is thrown away.
    await body?.pipeTo(new WritableStream());
    await setRole("viewer");
  }
});

test("a viewer learns by no address and no search whether a phone or an e-mail is here, and goes on by ids", async () => {
  const statusOf = async (path: string, headers: Sender) =>
    (await askAt(server.url, `GET /api/v1${path}`, headers)).status;
  for (const value of [card.phone, "0509998877", card.email, "+380509990000", "nobody@flowers.test"])
    for (const path of [
      `/people/${encodeURIComponent(value)}`,
      `/people/${encodeURIComponent(value)}/runs`,
      `/runs?q=${encodeURIComponent(value)}`,
    ])
      expect([path, await statusOf(path, viewer)]).toEqual([path, 403]);
  expect(await statusOf(`/runs?q=${encodeURIComponent(card.phone)}`, owner)).toBe(200);
  expect(await statusOf(`/people/${card.person_id}`, viewer)).toBe(200);
});

test("shown to everybody as it is written is only what the team wrote and what it is called", () => {
  const kept = controllersOf(server.app).flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as Record<string, object>)[name];
      const fields = handler && (Reflect.getMetadata(AsWritten.KEY, handler) as string | string[] | undefined);
      return !fields ? [] : [`${controller.name}.${name}: ${fields.toString()}`];
    }),
  );
  expect(kept.toSorted()).toEqual([
    "BrakesController.list: by",
    "CredentialsController.get: name",
    "CredentialsController.list: name",
    "CredentialsController.usedBy: name",
    "FieldsController.list: name,default",
    "FieldsController.usedBy: name",
    "LabelsController.list: name",
    "LimitsController.list: name,workflowName,by",
    "MembersController.list: name,email",
    "NodeTypesController.list: whole",
    "TogetherController.here: name",
    "VariablesController.list: name,value",
    "VariablesController.usedBy: name",
    "WorkflowsController.callees: whole",
    "WorkflowsController.export: whole",
    "WorkflowsController.get: name,updatedBy,labels,document",
    "WorkflowsController.list: name,updatedBy,labels",
    "WorkflowsController.usedBy: name",
    "WorkflowsController.validate: whole",
    "WorkflowsController.version: publishedBy,document",
    "WorkflowsController.versions: publishedBy",
  ]);
});
