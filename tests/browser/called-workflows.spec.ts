import { chain, document, node } from "../system/documents.js";
import { call, choose, expect, open, openNew, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

test("a step that calls a workflow says on the canvas when that is gone, not published, or cannot be called", async ({
  page,
}) => {
  const called = await call(page, "POST", "/workflows", {
    document: document(
      "Called",
      [node("in", "trigger.workflow", { inputs: [] }, at(0, 0)), node("end", "logic.set", { fields: [] }, at(320, 0))],
      chain("in", "end"),
    ),
  });
  const other = await call(page, "POST", "/workflows", {
    document: document("Not for others", [node("in", "trigger.manual", {}, at(0, 0))], []),
  });
  const calling = (id: string, workflowId: string, x: number) =>
    node(id, "logic.workflow", { workflowId, input: {} }, at(x, 0));
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      "Caller",
      [
        node("in", "trigger.manual", {}, at(0, 0)),
        calling("draft", called.id, 320),
        calling("other", other.id, 640),
        calling("gone", "wf_gone", 960),
      ],
      chain("in", "draft", "other", "gone"),
    ),
  });
  await open(page, id);
  await expect(page.getByTestId("node-gone")).toHaveAttribute("data-problem", /./);
  await page.getByTestId("problems-button").click();
  const list = page.getByTestId("problems-list");
  await expect(list).toContainText("The chosen workflow no longer exists");
  await expect(list.getByTestId("problem-other")).toContainText("Not for others");
  await expect(list.getByTestId("problem-draft")).toContainText("Called");
  // It is published meanwhile, in another tab.
  await call(page, "POST", `/workflows/${called.id}/publish`);
  await expect(async () => {
    await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
    await expect(list.getByTestId("problem-draft")).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await expect(list.getByTestId("problem-gone")).toBeVisible();
  await expect(list.getByTestId("problem-other")).toBeVisible();
});

test("what a called workflow asks for is offered to be filled in", async ({ page }) => {
  const inputs = [
    { name: "phone", type: "phone", required: true },
    { name: "note", type: "text", required: false },
  ];
  const called = await call(page, "POST", "/workflows", {
    document: document("Asks", [node("in", "trigger.workflow", { inputs }, at(0, 0))], []),
  });
  await openNew(
    page,
    document(
      "Gives",
      [
        node("in", "trigger.manual", {}, at(0, 0)),
        node("call", "logic.workflow", { workflowId: called.id }, at(320, 0)),
      ],
      chain("in", "call"),
    ),
  );
  await choose(page, "call");
  const param = page.getByTestId("param-input");
  await expect(param).toContainText("“Asks” also needs: phone.");
  await param.getByRole("button", { name: "phone *" }).click();
  await param.getByRole("textbox", { name: "Data for it: value 1" }).click();
  await page.keyboard.type("+380671234567");
  await expect(param).not.toContainText("also needs");
  await expect(param.getByRole("button", { name: "note" })).toBeVisible();
  await expect(param.getByRole("button", { name: "phone *" })).toHaveCount(0);
});

test("a step whose called workflow needs a person says so, and leads there", async ({ page }) => {
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  const { id: credential } = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const write = { account_id: "690000000000000000000001", text: "Your receipt" };
  const called = await call(page, "POST", "/workflows", {
    document: document(
      "Send the receipt",
      [
        node("in", "trigger.workflow", { inputs: [] }, at(0, 0)),
        node("send", "leeloo.message.send", write, { credential, ...at(320, 0) }),
      ],
      chain("in", "send"),
    ),
  });
  await call(page, "POST", `/workflows/${called.id}/publish`);
  const calls = node("receipt", "logic.workflow", { workflowId: called.id, input: {} }, at(320, 0));
  const { id } = await call(page, "POST", "/workflows", {
    document: document("Paid", [node("in", "trigger.manual", {}, at(0, 0)), calls], chain("in", "receipt")),
  });
  const match = { method: "POST", path: "/messages/send-message" };
  await call(page, "POST", "/sandbox/faults", { match, with: "cutBefore", times: 1 });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  const step = page.getByTestId("step-receipt");
  await expect(step).toContainText("Needs you");
  await step.getByTestId("child-receipt").click();
  await page.getByTestId("resolve-done").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(step).not.toContainText("Needs you");
});
