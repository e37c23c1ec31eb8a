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
    Object.assign(file.credentials[0]?.data ?? {}, { allowedHosts: ["other.example"] });
    Object.assign(file.variables[0] ?? {}, { value: "https://other.example" });
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Changed" });
    const mine = await two.imported(file, { choices: { workflows: "mine" } });
    expect(mine.variables).toEqual([{ name: "site", outcome: "kept" }]);
    expect(mine.credentials.map(({ outcome }) => outcome)).toEqual(["kept", "same"]);
    expect(mine.workflows.map(({ outcome }) => outcome)).toEqual(["kept", "same"]);
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

  test("is kept as a version, when the file's takes the place of a draft that nobody has published", async () => {
    const manual = { id: "in", type: "trigger.manual", params: {} };
    const id = await two.save("Mine", { ...manual, name: "A day of work" });
    const file = await two.exported();
    Object.assign(file.workflows[0]?.document.nodes[0] ?? {}, { name: "Theirs" });
    const body = { file, choices: { workflows: "theirs" } };
    const { body: report } = await two.call("POST", "/workspace/import", body);
    expect(report.workflows).toMatchObject([{ id, outcome: "replaced", keptAs: 1 }]);
    const versions = async () => (await two.call("GET", `/workflows/${id}/versions`)).body.items;
    expect(await versions()).toMatchObject([{ version: 1, current: false, keptDraft: true }]);
    expect((await two.call("GET", `/workflows/${id}`)).body.published).toBeNull();

    await two.call("POST", `/workflows/${id}/versions/1/restore`);
    expect((await two.call("GET", `/workflows/${id}`)).body.document.nodes[0].name).toBe("A day of work");
    expect((await two.call("POST", "/workspace/import", body)).body.workflows[0].keptAs).toBe(1);
    expect((await two.call("POST", `/workflows/${id}/publish`)).body).toEqual({ version: 2 });
    expect(await versions()).toMatchObject([
      { version: 2, current: true, keptDraft: false },
      { version: 1, current: false },
    ]);
  });

  test("stays once where it is just so, unless something comes twice that it calls", async () => {
    await two.fill();
    const file = await two.exported();
    const first = await two.imported(file);
    const outcomes = async (choices: object, perWorkflow = {}) =>
      (await two.imported(file, { choices, perWorkflow, dryRun: true })).workflows.map(({ outcome }) => outcome);
    for (const workflows of ["mine", "theirs", "both"]) expect(await outcomes({ workflows })).toEqual(["same", "same"]);
    const [called, caller] = first.workflows;
    const changed = await two.call("GET", `/workflows/${called?.id}`, undefined, "ws_2");
    const { revision, document } = changed.body;
    const nodes = [{ ...document.nodes[0], name: "Mine" }];
    const body = { revision, document: { ...document, nodes } };
    expect((await two.call("PUT", `/workflows/${called?.id}`, body, "ws_2")).status).toBe(200);
    expect(await outcomes({ workflows: "mine" })).toEqual(["kept", "same"]);
    expect(await outcomes({ workflows: "theirs" })).toEqual(["replaced", "same"]);
    expect(await outcomes({ workflows: "both" })).toEqual(["renamed", "renamed"]);
    expect(await outcomes({ workflows: "both" }, { [caller?.from ?? ""]: "theirs" })).toEqual(["renamed", "replaced"]);
  });
});

describe("a single workflow of the file", () => {
  test("comes, stays out or takes a place as the person chooses for it, whatever is chosen for all", async () => {
    await two.fill();
    const file = await two.exported();
    const [called = "", caller = ""] = file.workflows.map(({ id }) => id);
    const without = await two.imported(file, { perWorkflow: { [called]: "mine" } });
    expect(without.workflows).toMatchObject([
      { from: called, as: "Called", outcome: "left", problems: [] },
      { from: caller, as: "Caller", outcome: "made" },
    ]);
    expect([without.workflows[0]?.id, without.workflows[0]?.here]).toEqual([undefined, undefined]);
    const missed = without.workflows[1]?.problems.map(({ code, nodeId }) => `${code} ${nodeId}`);
    expect(missed).toContain("workflow.unknown run");
    const now = await two.imported(file, { choices: { workflows: "mine" }, perWorkflow: { [caller]: "theirs" } });
    expect(now.workflows).toMatchObject([
      { as: "Called", outcome: "made" },
      { id: without.workflows[1]?.id, here: without.workflows[1]?.id, outcome: "replaced", keptAs: 1 },
    ]);
    const { body } = await two.call("GET", `/workflows/${now.workflows[1]?.id}`, undefined, "ws_2");
    expect(body.document.nodes[2].params.workflowId).toBe(now.workflows[0]?.id);
  });

  test("that the file does not have is refused by its place", async () => {
    const { status, errors } = await two.refused(await two.exported(), { perWorkflow: { wf_none: "mine" } });
    expect([status, errors]).toMatchObject([422, [{ path: "perWorkflow.wf_none" }]]);
  });
});
