import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Workflow } from "@leeway/api";
import { catalogue } from "@leeway/nodes";
import { saveDraft, takeInNewest } from "./saving.js";
import { useEditor } from "./store.js";

const here = () => useEditor.getState();
const workflow = (revision: number, name: string): Workflow => ({
  id: "w",
  name,
  revision,
  document: { schemaVersion: 1, name, nodes: [], edges: [], notes: [], settings: {} },
  published: null,
  triggers: [],
  createdAt: "2026-01-15T09:30:00.000Z",
  updatedAt: "2026-01-15T09:30:00.000Z",
  updatedBy: null,
});
interface Answer {
  status: number;
  body: object;
}
/** What the server answers to a save, and what it has. */
let save: () => Answer;
let newest: Workflow;

beforeEach(() => {
  vi.stubGlobal("fetch", (_path: string, { method }: { method: string }) => {
    const { status, body } = method === "PUT" ? save() : { status: 200, body: newest };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  here().know(catalogue);
  here().allow(true);
  here().open(workflow(1, "N"));
  here().run((document) => ({ ...document, name: "Mine" }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  here().setHold(undefined);
});

const full = () => ({ status: 503, body: { code: "server.diskFull" } });

test("a draft that finds no room is held for that, until it is saved", async () => {
  save = full;
  await expect(saveDraft()).rejects.toMatchObject({ code: "server.diskFull" });
  expect([here().hold, here().saveState]).toEqual(["diskFull", "failed"]);
  save = () => ({ status: 200, body: workflow(2, "Mine") });
  await saveDraft();
  expect([here().hold, here().saveState]).toEqual([undefined, "saved"]);
});

test("what came by other news while it was saved stays what it is held for", async () => {
  save = () => {
    here().setHold("deleted");
    return full();
  };
  await expect(saveDraft()).rejects.toMatchObject({ code: "server.diskFull" });
  expect(here().hold).toBe("deleted");
});

test("a draft is held for no full disk any more once somebody else's has found room, though one has to choose", async () => {
  save = full;
  await saveDraft().catch(() => undefined);
  newest = workflow(2, "Theirs");
  await takeInNewest("w");
  expect([here().hold, here().saveState]).toEqual([undefined, "conflict"]);
});

test("a draft that others have saved alike is held for nothing any more", async () => {
  save = full;
  await saveDraft().catch(() => undefined);
  expect(here().hold).toBe("diskFull");
  newest = workflow(2, "Mine");
  save = () => ({ status: 409, body: { code: "workflow.changed" } });
  await saveDraft();
  expect([here().hold, here().saveState]).toEqual([undefined, "saved"]);
});
