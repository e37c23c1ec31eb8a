import "reflect-metadata";
import type { ImportReport } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentOf, plain, SECRET, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
beforeEach(async () => {
  two = await twoWorkspaces();
});
afterEach(() => two.close());

const theirs = { settings: "theirs", labels: "theirs", variables: "theirs", fields: "theirs" };

describe("the file of a workspace", () => {
  test("taken into an empty workspace gives the same file again, but for ids and times", async () => {
    const { called } = await two.fill();
    const file = await two.exported();
    const answer = await two.asPerson("POST", "/workspace/import", { file, choices: theirs });
    expect([answer.status, answer.body.settings]).toEqual([200, { name: "ws_1", outcome: "replaced" }]);
    const again = await two.exported("ws_2");
    expect(plain(again)).toEqual(plain(file));
    expect(again.workflows.map(({ id }) => id)).not.toContain(called);
    expect(JSON.stringify(again)).not.toContain(called);
  });

  test("has no secret, no sample and nobody's name, and is written down with who took it", async () => {
    await two.fill();
    const { text } = await two.call("GET", "/workspace/export");
    for (const hidden of [SECRET, "380501234567", "Anna", "a@example.com"]) expect(text).not.toContain(hidden);
    expect(Object.keys(JSON.parse(text))).toEqual(
      "kind schemaVersion exportedAt settings labels variables fields credentials workflows".split(" "),
    );
    const { body } = await two.call("GET", "/audit?kind=data");
    expect(body.items).toMatchObject([{ action: "workspace.exported", detail: { workflows: "2" } }]);
  });

  test("may be larger than any other body", async () => {
    const nodes = [{ id: "a", type: "trigger.manual", params: { text: "x".repeat(1_000_000) } }];
    const workflows = ["one", "two"].map((id) => ({ id, document: documentOf(id, ...nodes) }));
    const report = await two.imported({ ...(await two.exported()), workflows });
    expect(report.workflows.map(({ outcome }) => outcome)).toEqual(["made", "made"]);
  });
});

describe("a dry run", () => {
  test("says what would be, and leaves everything as it was", async () => {
    await two.fill();
    const file = await two.exported();
    const before = await two.exported("ws_2");
    const dry = await two.imported(file, { dryRun: true });
    expect(plain(await two.exported("ws_2"))).toEqual(plain(before));
    const real = await two.imported(file);
    const told = ({ credentials, workflows, ...rest }: ImportReport) => ({
      ...rest,
      dryRun: true,
      credentials: credentials.map(({ id: _id, ...one }) => one),
      workflows: workflows.map(({ id: _id, problems, ...one }) => ({
        ...one,
        problems: problems.map(({ code }) => code),
      })),
    });
    expect(told(dry)).toEqual(told(real));
    expect(told(real)).toMatchObject({
      settings: { name: "ws_1", outcome: "kept" },
      labels: [{ name: "Shop", outcome: "made" }],
      variables: [{ name: "site", outcome: "made" }],
      credentials: [
        { as: "Shop API", outcome: "made", needsSecret: true },
        { as: "Sandbox", outcome: "made", needsSecret: false },
      ],
      workflows: [
        { as: "Called", outcome: "made", problems: [] },
        { as: "Caller", outcome: "made", problems: expect.arrayContaining([expect.any(String)]) },
      ],
    });
  });
});
