import { document, edge, node } from "../system/documents.js";
import { choose, editorOf, expect, openNew, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

test("the address of a step that waits for a call is offered to the steps before it, and the step says so", async ({
  page,
}) => {
  await openNew(
    page,
    document(
      "Payment",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("ask", "logic.set", { fields: [{ name: "back", value: "" }] }, at(320, 0)),
        node("paid", "logic.wait", { mode: "callback" }, at(640, 0)),
        node("later", "logic.wait", { mode: "duration", amount: 1 }, at(960, 0)),
      ],
      [edge("start", "ask"), edge("ask", "paid"), edge("paid", "later")],
    ),
  );
  await choose(page, "later");
  await expect(page.getByTestId("param-amount")).toBeVisible();
  await expect(page.getByTestId("callback-note")).toBeHidden();
  await choose(page, "paid");
  await expect(page.getByTestId("callback-note")).toContainText("{{ run.callbackUrls.paid }}");
  await expect(page.getByTestId("callback-note")).toContainText("the chat may open it by itself");
  await choose(page, "ask");
  const field = editorOf(page, "fields");
  await page
    .getByTestId("param-fields")
    .getByRole("button", { name: /^Insert data/ })
    .first()
    .click();
  const address = page.locator('[data-path="run.callbackUrls.paid"]');
  await expect(address).toContainText("Address for “paid”");
  await expect(page.locator('[data-path="run.callbackUrls.later"]')).toBeHidden();
  await address.click();
  await expect(field.first()).toContainText("Address for “paid”");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByTestId("callback-paid")).toBeVisible();
  const called = await page.getByTestId("callback-paid").locator("code").textContent();
  await page.getByRole("link", { name: "Open the whole run" }).click();
  await expect(page.getByTestId("step-ask")).toContainText(called ?? "none");
});

test("code that failed shows what it wrote until then, and leads to itself", async ({ page }) => {
  const source = "console.log('orders', 3);\nthrow new Error('no price');";
  await openNew(
    page,
    document(
      "Code",
      [node("start", "trigger.manual", {}, at(0, 0)), node("sum", "logic.code", { source }, at(320, 0))],
      [edge("start", "sum")],
    ),
  );
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("link", { name: "Open the whole run" }).click();
  const step = page.getByTestId("step-sum");
  await expect(step).toContainText("stopped with an error in line 2: Error: no price");
  await expect(step).toContainText("What the code wrote");
  await expect(step.getByText("orders 3", { exact: true })).toBeVisible();
  await step.getByRole("button", { name: "Open the step" }).click();
  await expect(page.getByTestId("param-source")).toContainText("no price");
});

test("code that cannot be read is said at its field with line and column before it goes live, and not once it is mended", async ({
  page,
}) => {
  const source = "const a = 1;\nreturn a +;";
  await openNew(
    page,
    document(
      "Half code",
      [node("start", "trigger.manual", {}, at(0, 0)), node("sum", "logic.code", { source }, at(320, 0))],
      [edge("start", "sum")],
    ),
  );
  await choose(page, "sum");
  const field = page.getByTestId("param-source");
  const said = "The code cannot be read in line 2, column 11: Unexpected token.";
  await expect(field).toContainText(said);
  await expect(field.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  await field.getByRole("textbox").fill("const a = 1;\nreturn a + 1;");
  await expect(field).not.toContainText("cannot be read");
  await expect(field.getByRole("textbox")).not.toHaveAttribute("aria-invalid", "true");
});
