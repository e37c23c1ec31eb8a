import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
beforeEach(async () => {
  two = await twoWorkspaces();
});
afterEach(() => two.close());

describe("what is there by the same name", () => {
  test("stays, comes twice or is replaced, as the person chooses for each kind", async () => {
    const { called } = await two.fill();
    await two.call("POST", "/workspace/import", { file: await two.exported() }, "ws_2");
    const file = await two.exported();
    Object.assign(file.variables[0] ?? {}, { value: "https://other.example" });
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Changed" });
    const mine = await two.imported(file, { choices: { workflows: "mine" } });
    expect(mine.variables).toEqual([{ name: "site", outcome: "kept" }]);
    expect(mine.credentials.map(({ outcome }) => outcome)).toEqual(["kept", "kept"]);
    expect(mine.workflows.map(({ outcome }) => outcome)).toEqual(["kept", "kept"]);
    const both = await two.imported(file, { choices: { credentials: "both", workflows: "both" } });
    expect(both.credentials.map(({ as }) => as)).toEqual(["Shop API 2", "Sandbox 2"]);
    expect(both.workflows.map(({ as }) => as)).toEqual(["Called 2", "Caller 2"]);
    const { body: copy } = await two.call("GET", `/workflows/${both.workflows[1]?.id}`, undefined, "ws_2");
    expect(copy.document.nodes[1].credential).toBe(both.credentials[0]?.id);
    expect(copy.document.nodes[2].params.workflowId).toBe(both.workflows[0]?.id);
    expect(copy.document.nodes[2].labels.workflowId).toEqual({ [both.workflows[0]?.id ?? ""]: "Called" });
    expect(copy.document.nodes[3].params.workflows).toEqual([both.workflows[0]?.id]);
    const replaced = await two.imported(file, { choices: { variables: "theirs", workflows: "theirs" } });
    expect(replaced.variables).toEqual([{ name: "site", outcome: "replaced" }]);
    expect(replaced.workflows.map(({ id, outcome }) => [id, outcome])).toEqual([
      [mine.workflows[0]?.id, "replaced"],
      [mine.workflows[1]?.id, "same"],
    ]);
    expect(JSON.stringify(await two.exported("ws_2"))).not.toContain(called);
  });

  test("stays live as it is when its draft is replaced: nothing goes live by an import", async () => {
    const manual = { id: "in", type: "trigger.manual", params: {} };
    const id = await two.save("Live", manual);
    expect((await two.call("POST", `/workflows/${id}/publish`)).status).toBe(200);
    const file = await two.exported();
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Start" });
    const { body } = await two.call("POST", "/workspace/import", { file, choices: { workflows: "theirs" } });
    expect(body.workflows).toMatchObject([{ id, outcome: "replaced", wasPublished: true }]);
    const { body: now } = await two.call("GET", `/workflows/${id}`);
    expect([now.revision, now.published]).toMatchObject([2, { version: 1, revision: 1 }]);
    const copy = await two.imported(file);
    const { body: draft } = await two.call("GET", `/workflows/${copy.workflows[0]?.id}`, undefined, "ws_2");
    expect(draft.published).toBeNull();
  });
});
