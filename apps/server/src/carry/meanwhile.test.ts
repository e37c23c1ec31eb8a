import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PublishingService } from "../workflows/publishing.service.js";
import { documentOf, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
beforeAll(async () => {
  two = await twoWorkspaces();
  await two.fill();
});
afterAll(() => two.close());

test.each([true, false])("others write while the workflows of a file are checked (dry run: %s)", async (dryRun) => {
  const { app, platform } = two.server;
  const { handle, queue } = platform.database;
  const order: string[] = [];
  const publishing = app.get(PublishingService, { strict: false });
  const errorsOf = publishing.errorsOf.bind(publishing);
  publishing.errorsOf = (...about) => {
    // As a call of a webhook would, as soon as it comes.
    if (order.length === 0) void queue.write(() => order.push("another write"));
    order.push(handle.inTransaction ? "check within the write" : "check");
    return errorsOf(...about);
  };
  const workflows = Array.from({ length: 60 }, (_, index) => ({
    id: `w${index}`,
    document: documentOf(`Many ${index}`, { id: "in", type: "trigger.manual", params: {} }),
  }));
  const report = await two.imported({ ...(await two.exported()), workflows }, { dryRun });
  publishing.errorsOf = errorsOf;
  expect(report.workflows.map(({ outcome }) => outcome)).toEqual(Array(60).fill("made"));
  expect(order.filter((what) => what === "check")).toHaveLength(60);
  expect(order.indexOf("another write")).toBeGreaterThan(0);
  expect(order.indexOf("another write")).toBeLessThan(order.length - 1);
});
