import "reflect-metadata";
import type { Label, LabelListItem, WorkflowListItem } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { served, type Served } from "../credentials/testing/served.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { LabelsModule } from "./labels.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([WorkflowsModule, LabelsModule]);
});
afterAll(() => server.close());

type Workspace = "ws_1" | "ws_2";
const call = (method: string, path: string, body?: unknown, workspace: Workspace = "ws_1") =>
  server.call(method, `/api/v1${path}`, { body, workspace });
const label = async (name: string, workspace: Workspace = "ws_1"): Promise<Label> =>
  (await call("POST", "/labels", { name }, workspace)).body;
const workflow = async (name: string): Promise<string> => {
  const document = { schemaVersion: 1, name, nodes: [], edges: [], notes: [], settings: {} };
  return (await call("POST", "/workflows", { document })).body.id;
};
const assign = (workflowId: string, ...labels: Label[]) =>
  call("PUT", `/workflows/${workflowId}/labels`, { labels: labels.map(({ id }) => id) });
const listed = async (query = ""): Promise<WorkflowListItem[]> => (await call("GET", `/workflows${query}`)).body.items;
const labels = async (): Promise<LabelListItem[]> => (await call("GET", "/labels")).body.items;

test("a workflow has several labels, and the list is filtered by one of them, page by page", async () => {
  const [shop, vip] = [await label("Shop"), await label("VIP")];
  const [first, second, third] = [await workflow("First"), await workflow("Second"), await workflow("Third")];
  expect((await assign(first, vip, shop)).body).toEqual({ items: [shop, vip] });
  await assign(third, shop);
  expect((await listed()).map((one) => [one.name, one.labels.map(({ name }) => name)])).toEqual([
    ["Third", ["Shop"]],
    ["Second", []],
    ["First", ["Shop", "VIP"]],
  ]);
  expect((await listed(`?label=${shop.id}`)).map(({ id }) => id)).toEqual([third, first]);
  const page = (await call("GET", `/workflows?label=${shop.id}&limit=1`)).body;
  expect(page.items.map(({ id }: { id: string }) => id)).toEqual([third]);
  expect((await listed(`?label=${shop.id}&cursor=${page.nextCursor}`)).map(({ id }) => id)).toEqual([first]);
  expect((await labels()).map(({ name, workflows }) => [name, workflows])).toEqual([
    ["Shop", 2],
    ["VIP", 1],
  ]);
  await assign(first);
  await call("DELETE", `/workflows/${third}`);
  expect((await labels()).map(({ workflows }) => workflows)).toEqual([0, 0]);
  expect(second).toBeTruthy();
});

test("a name is there once, whatever its capitals, also in Cyrillic, and again in another workspace", async () => {
  const one = await label("Розсилки");
  const again = await call("POST", "/labels", { name: " розсилки " });
  expect([again.status, again.body.code]).toEqual([409, "label.taken"]);
  expect((await label("Розсилки", "ws_2")).id).not.toBe(one.id);
  expect((await call("PATCH", `/labels/${one.id}`, { name: "РОЗСИЛКИ", color: "pink" })).body).toEqual({
    id: one.id,
    name: "РОЗСИЛКИ",
    color: "pink",
  });
  const other = await label("Other");
  expect((await call("PATCH", `/labels/${other.id}`, { name: "Розсилки" })).body.code).toBe("label.taken");
});

test("labels get the colour that is used least, or the one that is asked for", async () => {
  const before = new Set((await labels()).map(({ color }) => color));
  expect(before).not.toContain((await label("New colour")).color);
  expect((await call("POST", "/labels", { name: "Red", color: "red" })).body.color).toBe("red");
  expect((await call("POST", "/labels", { name: "Bad", color: "#fff" })).status).toBe(422);
});

test("deleting a label takes it off its workflows, which stay", async () => {
  const [gone, id] = [await label("Gone soon"), await workflow("Stays")];
  await assign(id, gone);
  expect((await call("DELETE", `/labels/${gone.id}`)).status).toBe(204);
  expect((await listed()).find((one) => one.id === id)?.labels).toEqual([]);
  const late = await assign(id, gone);
  expect([late.status, late.body.code]).toEqual([409, "label.gone"]);
  expect((await call("DELETE", `/labels/${gone.id}`)).status).toBe(404);
});

test("labels of another workspace are given to nobody", async () => {
  const [theirs, id] = [await label("Theirs", "ws_2"), await workflow("Mine")];
  expect((await assign(id, theirs)).body.code).toBe("label.gone");
  expect((await call("PUT", `/workflows/${id}/labels`, { labels: [] }, "ws_2")).status).toBe(404);
  expect((await call("PATCH", `/labels/${theirs.id}`, { name: "x" })).status).toBe(404);
  expect((await labels()).map(({ name }) => name)).not.toContain("Theirs");
});
