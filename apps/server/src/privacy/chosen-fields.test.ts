import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settled } from "../testing/eventually.js";
import { Erasures } from "./erasures.service.js";
import { RunFamilies } from "./run-families.js";
import { owner, startSeeing, type Sender, type SeeingServer } from "./testing/seeing-server.js";

let viewer: Sender;
let server: SeeingServer;

beforeAll(async () => {
  server = await startSeeing();
  viewer = await server.member("viewer");
  await call("PUT", "/privacy", owner, { maskedFields: ["passport"] });
});
afterAll(() => server.close());

const call: SeeingServer["call"] = (...request) => server.call(...request);
const at = { position: { x: 0, y: 0 } };
const trigger = { id: "in", type: "trigger.manual", params: {}, ...at };
const set = (id: string, fields: Record<string, string>, parent?: string) => ({
  id,
  type: "logic.set",
  params: { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) },
  ...(parent && { parent }),
  ...at,
});
const each = (id: string, items: string, collect: string, parent?: string) => ({
  id,
  type: "logic.each",
  params: { items, collect },
  ...(parent && { parent }),
  ...at,
});
const link = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source}-${target}`,
  source,
  sourceHandle,
  target,
});
async function workflow(nodes: object[], edges: object[]): Promise<string> {
  const document = { schemaVersion: 1, name: "Papers", nodes, edges, notes: [], settings: {} };
  return (await call("POST", "/workflows", owner, { document })).body.id;
}
async function ran(workflowId: string, payload: unknown, ends = "succeeded"): Promise<string> {
  const { runId } = (await call("POST", `/workflows/${workflowId}/runs`, owner, { payload })).body;
  await settled(async () => (await call("GET", `/runs/${runId}`, owner)).body, [ends]);
  return runId;
}
/** What of these a viewer finds at addresses where everybody else does. */
async function shownAt(paths: readonly string[], ...secrets: string[]): Promise<string[]> {
  const shown: string[] = [];
  for (const path of paths) {
    const whole = await call("GET", path, owner);
    const { status, text } = await call("GET", path, viewer);
    expect([path, whole.status, status]).toEqual([path, 200, 200]);
    expect([path, secrets.some((secret) => whole.text.includes(secret))]).toEqual([path, true]);
    shown.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${path}: ${secret}`));
  }
  return shown;
}
/** All that a stream says to a viewer after an event, up to the end of the run. */
async function streamed(runId: string, after: number, query = ""): Promise<string> {
  const headers = { ...viewer, ...(after > 0 && { "last-event-id": String(after) }) };
  return (await fetch(`${server.url}/api/v1/runs/${runId}/events${query}`, { headers })).text();
}

const loops = [
  trigger,
  each("outer", "{{ trigger.lists }}", "{{ steps.inner }}"),
  each("inner", "{{ item }}", "{{ steps.copy }}", "outer"),
  set("read", { passport: "{{ item }}" }, "inner"),
  set("copy", { document: "No. {{ steps.read.passport }}" }, "inner"),
  set("after", { all: "{{ steps.outer }}" }),
];
const throughLoops = [
  link("in", "outer"),
  link("outer", "inner", "item"),
  link("inner", "read", "item"),
  link("read", "copy"),
  link("outer", "after", "done"),
];

test("a value that an item of an inner loop alone has named is hidden in the results of both loops and behind them", async () => {
  const id = await workflow(loops, throughLoops);
  const run = await ran(id, { lists: [["XY 770001"], ["XY 770002"]] });
  const at = (path: string) => `/runs/${run}${path}`;
  const paths = ["/steps", "/steps/outer", "/steps/outer/items", "/steps/inner[1]", "/steps/inner[1]/items"];
  const all = [...paths, "/steps?item=outer[1]", "/steps?item=inner[1][0]", "/steps/copy[1][0]", "/steps/after"];
  expect(await shownAt(all.map(at), "770002")).toEqual([]);
});

test("a stream that goes on behind an event hides what was named before it", async () => {
  const id = await workflow(loops, throughLoops);
  const run = await ran(id, { lists: [["XY 770001"], ["XY 770002"]] });
  const { handle } = server.platform.database;
  const rows = handle
    .prepare("SELECT last_seq AS seq, body FROM run_events WHERE run_id = ? ORDER BY seq")
    .all(run) as { seq: number; body: string }[];
  const named = rows.filter(({ body }) => body.includes('"passport"')).map(({ seq }) => seq);
  expect(named.length).toBeGreaterThan(0);
  const last = rows.at(-1)?.seq ?? 0;
  for (let after = 0; after < last; after += 1)
    for (const query of ["", "?items=none"]) {
      const said = await streamed(run, after, query);
      expect([after, query, said.includes("run.finished"), said.includes("77000")]).toEqual([
        after,
        query,
        true,
        false,
      ]);
    }
});

test("a value that a run has named is hidden in the runs that it calls, and the other way round", async () => {
  const inputs = [{ name: "paper", type: "text", required: true }];
  const called = await workflow(
    [
      { ...trigger, type: "trigger.workflow", params: { inputs } },
      set("copy", { document: "No. {{ trigger.paper }}" }),
      set("own", { passport: "ZZ 880001" }),
      set("end", { paper: "{{ steps.own.passport }}" }),
    ],
    [link("in", "copy"), link("copy", "own"), link("own", "end")],
  );
  await call("POST", `/workflows/${called}/publish`, owner, {});
  const callIt = {
    id: "call",
    type: "logic.workflow",
    params: { workflowId: called, input: { paper: "{{ trigger.passport }}" } },
    ...at,
  };
  const calling = await workflow(
    [trigger, callIt, set("got", { it: "{{ steps.call.paper }}" })],
    [link("in", "call"), link("call", "got")],
  );
  const above = await ran(calling, { passport: "ZZ 880002" });
  const { items } = (await call("GET", `/runs?workflowId=${called}`, owner)).body;
  const [{ id: below }] = items as [{ id: string }];
  expect(below).not.toBe(above);
  expect(await shownAt([`/runs/${above}/steps/got`, `/runs/${above}/steps/call`], "880001")).toEqual([]);
  expect(await shownAt([`/runs/${below}/steps`, `/runs/${below}/steps/copy`], "880002")).toEqual([]);
  for (const run of [above, below]) expect(await streamed(run, 2)).not.toMatch(/88000[12]/);
});

test("a chosen value is hidden in every spelling in which steps and services repeat it", async () => {
  const passport = 'Ко-12/ "3+4" & Co';
  const spelled = {
    address: `/find?doc=${encodeURIComponent(passport)}`,
    form: new URLSearchParams({ doc: passport }).toString(),
    json: JSON.stringify(JSON.stringify({ doc: passport })),
    html: `<b>${passport.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}</b>`,
    base64: Buffer.from(`doc:${passport}`).toString("base64"),
    hex: Buffer.from(passport).toString("hex"),
  };
  const id = await workflow(
    [trigger, set("copy", Object.fromEntries(Object.keys(spelled).map((name) => [name, `{{ trigger.${name} }}`])))],
    [link("in", "copy")],
  );
  const run = await ran(id, { passport, ...spelled });
  const { output } = (await call("GET", `/runs/${run}/steps/copy`, viewer)).body;
  expect(Object.keys(output)).toEqual(Object.keys(spelled));
  for (const [name, text] of Object.entries(output))
    expect([name, text]).toEqual([name, expect.stringContaining("•••")]);
  expect((await call("GET", `/runs/${run}/steps/copy`, owner)).body.output).toEqual(spelled);
});

test("lists of what waits and of what went wrong hide what their runs have named", async () => {
  const ask = {
    id: "ask",
    type: "logic.wait",
    params: { mode: "approval", message: "Is {{ steps.copy.of }} right?" },
    ...at,
  };
  const id = await workflow(
    [trigger, set("copy", { of: "{{ trigger.passport }}" }), ask],
    [link("in", "copy"), link("copy", "ask")],
  );
  await ran(id, { passport: "QQ 990001" }, "waiting");
  expect(await shownAt([`/attention?workflowId=${id}`], "990001")).toEqual([]);
  const stop = {
    id: "stop",
    type: "logic.stop",
    params: { status: "failed", message: "{{ trigger.passport }} is bad" },
    ...at,
  };
  const failing = await workflow([trigger, stop], [link("in", "stop")]);
  const run = await ran(failing, { passport: "QQ 990002" }, "failed");
  expect(await shownAt([`/runs?workflowId=${failing}`, `/runs/${run}`], "990002")).toEqual([]);
});

test("what was read of runs to hide it is not kept when somebody is erased from one", async () => {
  const id = await workflow([trigger, set("copy", { of: "{{ trigger.passport }}" })], [link("in", "copy")]);
  const email = "olena@example.com";
  const run = await ran(id, { email, passport: "VV 660001" });
  const known = () => server.app.get(RunFamilies).of(server.workspaceId, ["passport"], run);
  expect(await shownAt([`/runs/${run}/steps/copy`], "660001")).toEqual([]);
  expect((await known()).fields.values.has("VV 660001")).toBe(true);
  server.app.get(Erasures).start();
  const { body } = await call("POST", `/people/${encodeURIComponent(email)}/erase`, owner, {});
  const erasure = async () => {
    const { items } = (await call("GET", "/erasures", owner)).body;
    return { status: items.find((one: { id: string }) => one.id === body.id).state as string };
  };
  await settled(erasure, ["done"]);
  expect((await known()).fields.values.has("VV 660001")).toBe(false);
});
