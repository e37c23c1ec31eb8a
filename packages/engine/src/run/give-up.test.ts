import { expect, test } from "vitest";
import type { Catalogue } from "../definition.js";
import { makePlan } from "../plan/plan.js";
import { graph, PaperRun, tinyCatalogue } from "../testing/tiny-world.js";
import { giveUp } from "./give-up.js";

const request = tinyCatalogue.get("create");
if (!request) throw new Error("no create");
/** Like an HTTP request: a create unless its method says otherwise. */
const catalogue: Catalogue = new Map(tinyCatalogue).set("create", {
  ...request,
  effectFrom: { param: "method", map: { GET: "read" } },
});

test.each([
  ["POST", "step.unknown"],
  ["GET", "step.cancelled"],
])("a run that is given up leaves a %s under way as %s, and cancels what is open", (method, type) => {
  const document = graph("in:trigger a:create b", "in>a a>b");
  const run = new PaperRun(document);
  run.log({ type: "step.started", at: 1, key: "a", nodeId: "a", attempt: 1, input: { method } });
  const error = { code: "run.crashed", values: {} } as const;
  const events = giveUp(makePlan(document, catalogue), run.state, error, 7);
  expect(events.map((event) => [event.type, "key" in event ? event.key : ""])).toEqual([
    [type, "a"],
    ["step.cancelled", "b"],
    ["run.finished", ""],
  ]);
  run.log(...events);
  expect(run.state).toMatchObject({ status: "failed", error: { code: "run.crashed" }, finishedAt: 7 });
});
