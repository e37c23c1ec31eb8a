import { afterAll, beforeAll, expect, test } from "vitest";
import { templateDocument, templates, withAnswers } from "@leeway/nodes/templates";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
let credential = "";
beforeAll(async () => {
  await leeway.start();
  const data = { token: "sandbox", baseUrl: `${leeway.origin}/sandbox/api/v2` };
  credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Templates", data })).id;
});
afterAll(() => leeway.close());

/** Those that also write to other services are run beside their far ends: `apps/server/src/runs/templates.test.ts`. */
const ofLeeloo = templates.filter(
  ({ id, steps }) =>
    steps.every(({ type, parent }) => !/^(email|telegram|googleSheets)\./.test(type) && parent === undefined) &&
    id !== "payment",
);

test.each(ofLeeloo.map((template) => [template.id, template] as const))(
  "the template %s does every step of its sample in the sandbox, once what it asks for is filled in",
  async (_id, template) => {
    const document = withAnswers(templateDocument(template, "uk", { leeloo: credential }), template.asks);
    const { id } = await leeway.publish(document);
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: template.sample });
    const run = await leeway.settled(runId);
    const { items } = await leeway.api("GET", `/runs/${runId}/steps`);
    const failures = items.filter(({ error }: { error: unknown }) => error);
    expect({ status: run.status, failures }).toEqual({ status: "succeeded", failures: [] });
    const done = items.filter(({ status }: { status: string }) => status === "succeeded");
    // Each sample takes the way that leaves nothing out.
    expect(done.map(({ nodeId }: { nodeId: string }) => nodeId).toSorted()).toEqual(
      template.steps.map(({ id }) => id).toSorted(),
    );
  },
);

test("a workflow that was exported is the same one after its import", async () => {
  const [template] = templates;
  if (!template) throw new Error("no template");
  const { id, name } = await leeway.api("POST", "/workflows", {
    document: templateDocument(template, "ru", { leeloo: credential }),
  });
  const file = await leeway.api("GET", `/workflows/${id}/export`);
  const copy = await leeway.api("POST", "/import", file);
  expect(copy.id).not.toBe(id);
  expect([copy.name, await leeway.api("GET", `/workflows/${copy.id}/export`)]).toEqual([name, file]);
});

test("a file that is no workflow, or of a newer Leeway, is refused by what is wrong", async () => {
  const files = [{ hello: 1 }, { schemaVersion: 2, name: "Later", nodes: [] }, [], { name: "No version" }];
  for (const file of files) {
    const answer = await leeway.call("POST", "/import", file);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('"request.invalid"')]);
  }
});
