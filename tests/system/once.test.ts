import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const publish = (params: Record<string, unknown>) =>
  leeway.publish(
    document(
      "Once",
      [
        node("in", "trigger.manual"),
        node("once", "logic.once", { key: "{{ trigger.phone }}", ...params }),
        node("greet", "logic.set", { fields: [{ name: "x", value: 1 }] }),
      ],
      [...chain("in", "once"), edge("once", "greet", "first")],
    ),
  );
async function run(id: string, payload: unknown, more: Record<string, unknown> = {}) {
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload, ...more });
  const { status } = await leeway.settled(runId);
  const step = await leeway.api("GET", `/runs/${runId}/steps/once`);
  return { runId, status, port: step.port, output: step.output, error: step.error };
}

test("the same person comes through once, over a restart too, and a rehearsal takes nothing away", async () => {
  const { id } = await publish({ unit: "days", window: 7 });
  expect(await run(id, { phone: "+1" }, { rehearsal: true })).toMatchObject({ port: "first" });
  const first = await run(id, { phone: "+1" });
  expect(first).toMatchObject({ status: "succeeded", port: "first", output: { first: true, key: "+1" } });
  await leeway.kill();
  await leeway.start();
  expect(await run(id, { phone: "+1" })).toMatchObject({
    status: "succeeded",
    port: "repeat",
    output: { first: false, key: "+1", runId: first.runId, at: expect.any(String) },
  });
  expect(await run(id, { phone: "+2" })).toMatchObject({ port: "first" });
});

test("a window of no length is an error, and so is no key", async () => {
  const { id } = await publish({ unit: "days", window: "{{ 0 }}" });
  expect(await run(id, { phone: "+1" })).toMatchObject({ status: "failed", error: { code: "once.noWindow" } });
  const { id: other } = await publish({ unit: "ever" });
  expect(await run(other, { phone: "" })).toMatchObject({ status: "failed", error: { code: "param.required" } });
});
