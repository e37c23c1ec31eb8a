import "reflect-metadata";
import type { WorkspaceFile } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentOf, plain, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
let file: WorkspaceFile;
beforeAll(async () => {
  two = await twoWorkspaces();
  await two.fill();
  file = await two.exported();
});
afterAll(() => two.close());

const manual = { id: "in", type: "trigger.manual", params: {} };
const withWorkflows = (...workflows: object[]) => ({ ...file, workflows });

describe("bytes that are no file of a workspace", () => {
  const whole = () => JSON.stringify({ file });
  const refusals: [string, () => string | Buffer, number, string, RegExp][] = [
    ["a file that breaks off", () => whole().slice(0, -9), 400, "request.notJson", /not valid JSON/],
    ["JSON as deep as a well", () => `{"file":${"[".repeat(1_000_000)}`, 400, "request.tooDeep", /64 levels/],
    [
      "an object of a hundred thousand keys",
      () => JSON.stringify({ file: Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, 1])) }),
      400,
      "request.tooManyKeys",
      /10,000/,
    ],
    [
      "a number that nothing can hold",
      () => whole().replace('"days":', '"days":1e999,"x":'),
      400,
      "request.notJson",
      /number at file\.settings/,
    ],
    ["a hundred megabytes", () => Buffer.alloc(100 * 1024 * 1024, 32), 413, "request.tooLarge", /16 MB/],
    [
      "a list of a million nothings",
      () => JSON.stringify({ file: { ...file, workflows: Array(1_000_000).fill(null) } }),
      422,
      "request.invalid",
      /file\.workflows/,
    ],
    [
      "a name that every list would repeat, and nobody reads",
      () => JSON.stringify({ file: withWorkflows({ id: "w", document: documentOf("Ї".repeat(500_000), manual) }) }),
      422,
      "request.invalid",
      /file\.workflows\[0\]\.document\.name/,
    ],
  ];
  test.each(refusals)(
    "%s is refused in words, and nothing of it is taken",
    async (_what, body, status, code, words) => {
      const before = plain(await two.exported("ws_2"));
      const answer = await two.send("POST", "/workspace/import", body());
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
      expect(JSON.parse(answer.text).detail).toMatch(words);
      expect(answer.text.length).toBeLessThan(5_000);
      expect(plain(await two.exported("ws_2"))).toEqual(before);
    },
  );

  test("but a mark before a file that is one does no harm", async () => {
    const answer = await two.send("POST", "/workspace/import", `\uFEFF${JSON.stringify({ file, dryRun: true })}`);
    expect(answer.status).toBe(200);
  });
});

test.each([
  ["a way out of a folder", "../../../etc/passwd"],
  ["letters that are read from right to left", "\u202Efdp.exe"],
  ["signs for a terminal", "\u001b[2J\u0007"],
  ["what all objects have", "__proto__"],
  ["what all objects have, again", "constructor"],
  ["nothing", ""],
  ["a formula", '=HYPERLINK("http://x.example")'],
  ["markup", "<img src=x onerror=alert(1)>"],
  ["a thousand letters", "Ї".repeat(1_000)],
  ["half of a letter", "A\ud83d"],
])("a workflow called by %s comes as a draft of that name, also beside one of the same", async (_what, name) => {
  const one = withWorkflows({ id: "w", document: documentOf(name, manual) });
  const [first] = (await two.imported(one)).workflows;
  const other = withWorkflows({ id: "w", document: documentOf(name, { ...manual, name: "Other" }) });
  const [second] = (await two.imported(other)).workflows;
  expect([first?.outcome, second?.outcome]).toEqual(["made", "renamed"]);
  expect(second?.as).toMatch(/ ?2$/);
  const { body } = await two.call("GET", `/workflows/${first?.id}`, undefined, "ws_2");
  expect(body.document.name.toWellFormed()).toBe(name.toWellFormed());
  expect(body.published).toBeNull();
  for (const made of [first, second]) await two.call("DELETE", `/workflows/${made?.id}`, undefined, "ws_2");
});

test.each(["constructor", "toString", "__proto__"])(
  "a workflow whose id is what every object inherits, %s, comes like any other, and is left out like any other",
  async (id) => {
    const one = withWorkflows({ id, document: documentOf("Inherited", manual) });
    const outcomes = async (rest: object) =>
      (await two.imported(one, { dryRun: true, ...rest })).workflows.map(({ outcome }) => outcome);
    expect(await outcomes({})).toEqual(["made"]);
    const [made] = (await two.imported(one)).workflows;
    const other = { ...one, workflows: [{ id, document: documentOf("Inherited", { ...manual, name: "Other" }) }] };
    const again = await two.imported(other, { dryRun: true, choices: { workflows: "theirs" } });
    expect(again.workflows.map(({ outcome }) => outcome)).toEqual(["replaced"]);
    await two.call("DELETE", `/workflows/${made?.id}`, undefined, "ws_2");
  },
);

test("what a file names and does not have, be it of another workspace, is told as a problem and opens nothing", async () => {
  const [elsewhere] = file.credentials;
  const ask = { id: "ask", type: "http.request", credential: elsewhere?.id, params: { url: "https://x.example" } };
  const run = { id: "run", type: "logic.workflow", params: { workflowId: file.workflows[0]?.id } };
  const alone = { ...withWorkflows({ id: "w", document: documentOf("Alone", manual, ask, run) }), credentials: [] };
  const [told] = (await two.imported(alone, { dryRun: true })).workflows;
  const problems = told?.problems.map(({ code, nodeId }) => `${code} ${nodeId}`);
  expect(problems).toEqual(expect.arrayContaining(["node.credentialUnknown ask", "workflow.unknown run"]));
});

test("workflows that call one another in a circle, and themselves, come as they are", async () => {
  const calls = (id: string) => ({ id: "run", type: "logic.workflow", params: { workflowId: id } });
  const start = { id: "in", type: "trigger.workflow", params: {} };
  const circle = (name: string) =>
    withWorkflows(
      { id: "a", document: documentOf("Round", { ...start, name }, calls("b")) },
      { id: "b", document: documentOf("And round", start, calls("a")) },
      { id: "c", document: documentOf("Itself", start, calls("c")) },
    );
  const made = (await two.imported(circle("First"))).workflows;
  const called = async (id: string | undefined) =>
    (await two.call("GET", `/workflows/${id}`, undefined, "ws_2")).body.document.nodes[1].params.workflowId;
  expect(await Promise.all(made.map(({ id }) => called(id)))).toEqual([made[1]?.id, made[0]?.id, made[2]?.id]);
  const again = (await two.imported(circle("Second"))).workflows;
  expect(again.map(({ outcome }) => outcome)).toEqual(["renamed", "renamed", "same"]);
  expect(await Promise.all(again.map(({ id }) => called(id)))).toEqual([again[1]?.id, again[0]?.id, made[2]?.id]);
});

test("a workflow with very many problems is told by their number and the first of them", async () => {
  const broken = Array.from({ length: 500 }, (_, index) => ({ id: `n${index}`, type: "nobody.knows", params: {} }));
  const [told] = (await two.imported(withWorkflows({ id: "w", document: documentOf("Broken", ...broken) }))).workflows;
  expect(told?.problemCount).toBeGreaterThan(500);
  expect(told?.problems).toHaveLength(10);
});

test("what was live comes resting: no schedule of it fires, and no address answers", async () => {
  const rules = [{ kind: "interval", every: 1, unit: "hours" }];
  const clock = { id: "in", type: "trigger.schedule", params: { rules } };
  const { body: here } = await two.call("POST", "/workflows", { document: documentOf("Hourly", clock) });
  expect((await two.call("POST", `/workflows/${here.id}/publish`)).status).toBe(200);
  const { workflows } = await two.imported(await two.exported());
  const hourly = workflows.find(({ as }) => as === "Hourly");
  expect(hourly).toMatchObject({ outcome: "made", wasPublished: true });
  const fires = two.server.platform.database.handle
    .prepare("SELECT count(*) FROM schedules WHERE workflow_id = ?")
    .pluck();
  expect([fires.get(here.id), fires.get(hourly?.id)]).toEqual([1, 0]);
});
