import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Workflow } from "@leeway/api";
import { catalogue } from "@leeway/nodes";
import { ApiProblem } from "../api/http.js";
import { saveDraft } from "./saving.js";
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
/** What the server answers to a save, and what it has. */
let save: () => Workflow | ApiProblem;
let newest: Workflow;

vi.mock("../api/workflows.js", () => ({
  saveWorkflow: () => {
    const answer = save();
    return answer instanceof ApiProblem ? Promise.reject(answer) : Promise.resolve(answer);
  },
  getWorkflow: () => Promise.resolve(newest),
}));

beforeEach(() => {
  here().know(catalogue);
  here().allow(true);
  here().open(workflow(1, "N"));
  here().run((document) => ({ ...document, name: "Mine" }));
});
afterEach(() => here().setHold(undefined));

const full = () => new ApiProblem("server.diskFull", 503, "", "");

test("a draft that finds no room is held for that, until it is saved", async () => {
  save = full;
  await expect(saveDraft()).rejects.toMatchObject({ code: "server.diskFull" });
  expect([here().hold, here().saveState]).toEqual(["diskFull", "failed"]);
  save = () => workflow(2, "Mine");
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

test("a draft that others have saved alike is held for nothing any more", async () => {
  save = full;
  await saveDraft().catch(() => undefined);
  expect(here().hold).toBe("diskFull");
  newest = workflow(2, "Mine");
  save = () => new ApiProblem("workflow.changed", 409, "", "");
  await saveDraft();
  expect([here().hold, here().saveState]).toEqual([undefined, "saved"]);
});
