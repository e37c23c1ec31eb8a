import type { NewRun, WorkflowDocument } from "@leeway/engine";
import { expect, test } from "vitest";
import { withAdmission } from "./admissions.js";

const document = (limit: number, key: string, trigger = "hook"): WorkflowDocument =>
  ({
    name: "orders",
    nodes: [{ id: trigger }],
    settings: { concurrency: { limit, policy: "queue", key } },
  }) as WorkflowDocument;
const run = { id: "run_1", workspaceId: "w", workflowId: "f", documentId: "d", at: 0, rehearsal: false } as NewRun;
const draft: NewRun = { ...run, version: "draft", trigger: "renamed", payload: { phone: "1" } };
const partsOf = (live: WorkflowDocument) => ({
  scopeOf: () => Promise.resolve({ vars: {}, timezone: "UTC" }),
  liveOf: () => live,
});
const admitted = async (live: WorkflowDocument, own: WorkflowDocument) =>
  withAdmission(draft, own, partsOf(live) as never);

test("a draft whose trigger has a new name has its key by its own document, and the limit by what is live", async () => {
  const own = document(9, "{{ steps.renamed.phone }}");
  const made = await admitted(document(2, "{{ steps.hook.body.phone }}"), own);
  expect(made.admission).toEqual({ limit: 2, policy: "queue", key: "1" });
  expect(made.keyError).toBeUndefined();
  // What is live goes first wherever it can be made, and neither of them makes none.
  expect((await admitted(document(2, "{{ trigger.phone }}-live"), own)).admission).toMatchObject({ key: "1-live" });
  const neither = await admitted(
    document(2, "{{ steps.hook.body.phone }}"),
    document(9, "{{ steps.gone.body.phone }}"),
  );
  expect(neither.admission).toEqual({ limit: 2, policy: "queue" });
});

test.each([
  ["takes what is missing for no key", "{{ steps.hook?.body?.phone ?? '' }}", "hook"],
  ["has the trigger, and finds its data missing", "{{ trigger.body.phone }}", "renamed"],
])("so it is where what is live %s", async (_how, key, trigger) => {
  const made = await admitted(document(2, key, trigger), document(9, "{{ trigger.phone }}", "renamed"));
  expect(made.admission).toMatchObject({ limit: 2, key: "1" });
});

test.each(["", "{{ trigger.nothing ?? '' }}"])(
  "where what is live wants no key (%j), no other document makes one",
  async (key) => {
    const own = document(9, "{{ trigger.phone }}", "renamed");
    expect((await admitted(document(2, key, "renamed"), own)).admission).toEqual({ limit: 2, policy: "queue" });
  },
);
